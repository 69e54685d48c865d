import copy

import torch
from sklearn.datasets import load_digits
from torch import nn

from net import build

torch.manual_seed(41)
X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X, dtype=torch.float32) / 16, torch.tensor(y)
net = build()
opt = torch.optim.Adam(net.parameters(), lr=3e-3)
for epoch in range(14):
    net.train()
    for b in torch.randperm(1200).split(60):
        opt.zero_grad()
        nn.functional.cross_entropy(net(X[b]), y[b]).backward()
        opt.step()
net.eval()
torch.save(net.state_dict(), "net.pt")

precise = copy.deepcopy(net)
for layer in precise.modules():
    if isinstance(layer, nn.BatchNorm1d):
        layer.reset_running_stats()
        layer.momentum = None
        layer.train()
with torch.no_grad():
    precise(X[:1200])
    precise.eval()
    print(f"loss with re-estimated statistics {nn.functional.cross_entropy(precise(X[1200:]), y[1200:]):.4f}")
