import numpy as np
import torch
from sklearn.datasets import make_classification
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(12)
X, y = make_classification(
    1500, 20, n_informative=8, n_classes=3, weights=[0.6, 0.3, 0.1], n_clusters_per_class=1, random_state=12
)
X, y = torch.tensor(X).float(), torch.tensor(y)
train = DataLoader(TensorDataset(X[:900], y[:900]), batch_size=50, shuffle=True)
valid = DataLoader(TensorDataset(X[900:], y[900:]), batch_size=64)
net = nn.Sequential(nn.Linear(20, 64), nn.ReLU(), nn.Dropout(0.6), nn.Linear(64, 3))
opt = torch.optim.Adam(net.parameters(), lr=2e-3)


def balanced_accuracy(loader):
    table = np.zeros((3, 3))
    with torch.no_grad():
        for xb, yb in loader:
            for t, p in zip(yb.tolist(), net(xb).argmax(1).tolist()):
                table[t, p] += 1
    return float(np.mean(np.diag(table) / table.sum(axis=1)))


for epoch in range(8):
    net.train()
    for xb, yb in train:
        opt.zero_grad()
        nn.functional.cross_entropy(net(xb), yb).backward()
        opt.step()
before = balanced_accuracy(valid)
net.eval()
print(f"last epoch {before:.5f}")
print(f"final {balanced_accuracy(valid):.5f}")
