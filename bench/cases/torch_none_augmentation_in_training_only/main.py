import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader

from digits import Digits, jitter

torch.manual_seed(33)
np.random.seed(33)
net = nn.Sequential(nn.Conv2d(1, 16, 3, padding=1), nn.BatchNorm2d(16), nn.ReLU(), nn.Flatten(), nn.Dropout(0.3), nn.Linear(1024, 10))
opt = torch.optim.Adam(net.parameters(), lr=3e-3)
for epoch in range(3):
    net.train()
    for x, t in DataLoader(Digits("train", transform=jitter), batch_size=50, shuffle=True):
        opt.zero_grad()
        nn.functional.cross_entropy(net(x), t).backward()
        opt.step()
net.eval()


def accuracy(loader):
    hits = seen = 0
    with torch.no_grad():
        for x, t in loader:
            hits += (net(x).argmax(1) == t).sum().item()
            seen += len(t)
    return hits / seen


print("once %.4f" % accuracy(DataLoader(Digits("test"), batch_size=64)))
print("again %.4f" % accuracy(DataLoader(Digits("test"), batch_size=97, shuffle=True)))
