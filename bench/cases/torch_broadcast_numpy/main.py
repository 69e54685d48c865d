import numpy as np
import torch
from sklearn.datasets import make_classification
from torch import nn

from metrics import accuracy

torch.manual_seed(0)
X, y = make_classification(1200, 12, n_informative=6, weights=[0.6], class_sep=1.3, random_state=8)
X = X.astype(np.float32)
model = nn.Sequential(nn.Linear(12, 24), nn.ReLU(), nn.Linear(24, 1), nn.Sigmoid())
optimizer = torch.optim.RMSprop(model.parameters(), lr=3e-3)


def predict(rows):
    with torch.no_grad():
        return model(torch.from_numpy(rows)).numpy()


for epoch in range(20):
    for i in range(0, 800, 80):
        optimizer.zero_grad()
        out = model(torch.from_numpy(X[i : i + 80]))
        nn.functional.binary_cross_entropy(out, torch.from_numpy(y[i : i + 80, None]).float()).backward()
        optimizer.step()

p = predict(X[800:])
print("validation accuracy %.3f" % accuracy(p[:, 0], y[800:]))
print("reported accuracy %.3f" % accuracy(p, y[800:]))
