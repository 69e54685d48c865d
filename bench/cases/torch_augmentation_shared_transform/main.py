import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader

from digits import Digits, jitter

torch.manual_seed(31)
np.random.seed(31)
net = nn.Sequential(nn.Conv2d(1, 16, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(256, 10))
opt = torch.optim.Adam(net.parameters(), lr=3e-3)
for epoch in range(3):
    for x, t in DataLoader(Digits("train"), batch_size=50, shuffle=True):
        opt.zero_grad()
        nn.functional.cross_entropy(net(x), t).backward()
        opt.step()


def accuracy(dataset):
    hits = 0
    with torch.no_grad():
        for x, t in DataLoader(dataset, batch_size=64):
            hits += (net(x).argmax(1) == t).sum().item()
    return hits / len(dataset)


print("plain %.4f" % accuracy(Digits("test")))
print("final %.4f" % accuracy(Digits("test", transform=jitter)))
