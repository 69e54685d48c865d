import torch
from sklearn.datasets import load_digits
from torch import nn

import checkpoints

torch.manual_seed(33)
X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X, dtype=torch.float32) / 16, torch.tensor(y)
model = nn.Sequential(nn.Linear(64, 16), nn.Tanh(), nn.Linear(16, 10))
opt = torch.optim.SGD(model.parameters(), lr=0.007, momentum=0.9)
for epoch in range(1, 13):
    for b in torch.randperm(1200).split(100):
        opt.zero_grad()
        nn.functional.cross_entropy(model(X[b]), y[b]).backward()
        opt.step()
    checkpoints.save(model, epoch)
    with torch.no_grad():
        print(f"epoch {epoch:2d} accuracy {(model(X[1200:]).argmax(1) == y[1200:]).float().mean():.3f}")
