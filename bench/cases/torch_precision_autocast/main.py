import torch
from sklearn.datasets import load_digits
from torch import nn

torch.manual_seed(25)
X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X, dtype=torch.float32) + 1000, torch.tensor(y)


model = nn.Sequential(nn.Linear(64, 64), nn.BatchNorm1d(64), nn.ReLU(), nn.Linear(64, 10))
opt = torch.optim.Adam(model.parameters(), lr=1e-3)
for epoch in range(12):
    model.train()
    for b in torch.randperm(1200).split(40):
        opt.zero_grad()
        nn.functional.cross_entropy(model(X[b]), y[b]).backward()
        opt.step()


@torch.no_grad()
def evaluate(rows, labels, fast=False):
    model.eval()
    hits = 0
    for x, t in zip(rows.split(100), labels.split(100)):
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=fast):
            hits += (model(x).argmax(1) == t).sum().item()
    return hits / len(rows)


print(f"exact {evaluate(X[1200:], y[1200:]):.4f}")
print(f"fast {evaluate(X[1200:], y[1200:], fast=True):.4f}")
