import torch
from bookkeeping import meter
from sklearn.datasets import load_breast_cancer
from sklearn.preprocessing import scale
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(12)
x, y = load_breast_cancer(return_X_y=True)
order = torch.randperm(len(y))
x, y = torch.tensor(scale(x)).float()[order], torch.tensor(y)[order]
y[:300] = torch.where(torch.rand(300) < 0.3, 1 - y[:300], y[:300])  # noisy labels from the crowd
train, test = TensorDataset(x[:300], y[:300]), TensorDataset(x[300:], y[300:])
net = nn.Sequential(nn.Linear(30, 16), nn.ReLU(), nn.Linear(16, 2))
optimizer = torch.optim.Adam(net.parameters(), lr=0.004)
for epoch in range(3):
    for xb, yb in DataLoader(train, batch_size=30, shuffle=True):
        optimizer.zero_grad()
        nn.functional.cross_entropy(net(xb), yb).backward()
        optimizer.step()
net.eval()


@torch.no_grad()
def score(dataset, name):
    counts = meter(name)
    for xb, yb in DataLoader(dataset, batch_size=40):
        counts.add(net(xb).argmax(1), yb)
    return counts.value()


print(f"training rows: {score(train, 'accuracy/train'):.4f}")
print(f"test rows: {score(test, 'accuracy/test'):.4f}")
with torch.no_grad():
    print(f"test rows, once more: {(net(x[300:]).argmax(1) == y[300:]).float().mean().item():.4f}")
