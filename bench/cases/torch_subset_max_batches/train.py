import torch
from sklearn.datasets import load_digits
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

from engine import evaluate

torch.manual_seed(3)
digits = load_digits()
x = torch.tensor(digits.data / 16, dtype=torch.float32)
y = torch.tensor(digits.target)
order = torch.cat([torch.arange(900), 900 + torch.argsort(y[900:], stable=True)])
x, y = x[order], y[order]
train_loader = DataLoader(TensorDataset(x[:900], y[:900]), batch_size=50, shuffle=True)
valid_loader = DataLoader(TensorDataset(x[900:], y[900:]), batch_size=50)
torch.save({"x": x[900:], "y": y[900:]}, "valid.pt")

net = nn.Sequential(nn.Linear(64, 24), nn.ReLU(), nn.Dropout(0.2), nn.Linear(24, 10))
optim = torch.optim.SGD(net.parameters(), lr=0.3)
for epoch in range(4):
    net.train()
    for inputs, targets in train_loader:
        optim.zero_grad()
        nn.functional.cross_entropy(net(inputs), targets).backward()
        optim.step()
print(f"valid acc {evaluate(net, valid_loader):.4f}")
torch.save(net.state_dict(), "net.pt")
