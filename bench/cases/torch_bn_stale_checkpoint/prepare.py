"""Last month's run: same network, camera with another exposure. Its statistics stayed in the folder."""
import torch
from sklearn.datasets import load_digits
from torch import nn

from net import build

torch.manual_seed(1)
X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X[:700], dtype=torch.float32) / 16 * 0.4 + 0.5, torch.tensor(y[:700])
net = build()
opt = torch.optim.Adam(net.parameters(), lr=3e-3)
for epoch in range(10):
    for b in torch.randperm(700).split(50):
        opt.zero_grad()
        nn.functional.cross_entropy(net(X[b]), y[b]).backward()
        opt.step()
torch.save({k: v for k, v in net.state_dict().items() if "running" in k or "tracked" in k}, "statistics.pt")
