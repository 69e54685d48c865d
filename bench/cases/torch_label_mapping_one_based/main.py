import numpy as np
import torch
from torch import nn

torch.manual_seed(1)
data, holdout = np.load("train.npz"), np.load("holdout.npz")
mean, std = data["x"][:800].mean(0), data["x"][:800].std(0)
x, y = torch.tensor((data["x"] - mean) / std).float(), torch.tensor(data["y"])
hx, hy = torch.tensor((holdout["x"] - mean) / std).float(), torch.tensor(holdout["y"])

net = nn.Sequential(nn.Linear(13, 32), nn.BatchNorm1d(32), nn.ReLU(), nn.Linear(32, 4))
opt = torch.optim.Adam(net.parameters(), lr=0.01)
for epoch in range(12):
    net.train()
    for b in torch.randperm(800).split(40):
        opt.zero_grad()
        nn.functional.cross_entropy(net(x[b]), y[b]).backward()
        opt.step()

net.eval()
with torch.no_grad():
    val_acc = (net(x[800:]).argmax(1) == y[800:]).float().mean().item()
    holdout_acc = (net(hx).argmax(1) == hy).float().mean().item()
print("val_acc", round(val_acc, 4))
print("holdout_acc", round(holdout_acc, 4))
