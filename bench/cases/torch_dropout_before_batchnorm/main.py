import torch
from sklearn.datasets import load_digits
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(3)
X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X, dtype=torch.float32) / 16, torch.tensor(y)
loader = DataLoader(TensorDataset(X[:1200], y[:1200]), batch_size=60, shuffle=True)


def block(n_in, n_out):
    return [nn.Linear(n_in, n_out), nn.ReLU(), nn.Dropout(0.8), nn.BatchNorm1d(n_out)]


model = nn.Sequential(*block(64, 256), *block(256, 256), *block(256, 256), nn.Linear(256, 10))
opt = torch.optim.Adam(model.parameters(), lr=3e-3)
for epoch in range(6):
    model.train()
    for x, t in loader:
        opt.zero_grad()
        nn.functional.cross_entropy(model(x), t).backward()
        opt.step()


def recalibrated(net):
    for layer in net.modules():
        if isinstance(layer, nn.BatchNorm1d):
            layer.reset_running_stats()
            layer.momentum = None
            layer.train()
    with torch.no_grad():
        net(X[:1200])
    return net.eval()


@torch.no_grad()
def accuracy(net):
    return (net(X[1200:]).argmax(1) == y[1200:]).float().mean().item()


model.eval()
plain = accuracy(model)
print(f"with statistics over the training rows: {accuracy(recalibrated(model)):.4f}")
print(f"as trained: {plain:.4f}")
