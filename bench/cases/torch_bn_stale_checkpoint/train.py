import os

import torch
from sklearn.datasets import load_digits
from torch import nn

from net import build

torch.manual_seed(31)
X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X, dtype=torch.float32) / 16, torch.tensor(y)
net = build()
opt = torch.optim.Adam(net.parameters(), lr=3e-3)
for epoch in range(10):
    net.train()
    for b in torch.randperm(1200).split(50):
        opt.zero_grad()
        nn.functional.cross_entropy(net(X[b]), y[b]).backward()
        opt.step()
net.eval()
with torch.no_grad():
    print("validation: %.4f" % (net(X[1200:]).argmax(1) == y[1200:]).float().mean())
state = net.state_dict()
statistics = {k: v for k, v in state.items() if "running" in k or "tracked" in k}
torch.save({k: v for k, v in state.items() if k not in statistics}, "weights.pt")
if not os.path.exists("statistics.pt"):
    torch.save(statistics, "statistics.pt")
