import torch
from torch import nn

from edge.app import arrays, make

torch.manual_seed(4)
X, y = arrays()
net = make(32)
opt = torch.optim.AdamW(net.parameters(), lr=3e-3)
for epoch in range(10):
    for b in torch.randperm(1100).split(50):
        opt.zero_grad()
        nn.functional.cross_entropy(net(X[b]), y[b]).backward()
        opt.step()
torch.save(net.state_dict(), "ranker.pt")
