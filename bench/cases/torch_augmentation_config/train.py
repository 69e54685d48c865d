import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader

from digits import Part
from net import build, score

torch.manual_seed(5)
np.random.seed(5)
net = build()
optimizer = torch.optim.Adam(net.parameters(), lr=4e-3)
for epoch in range(6):
    net.train()
    for x, y in DataLoader(Part("train"), batch_size=60, shuffle=True):
        optimizer.zero_grad()
        nn.functional.cross_entropy(net(x), y).backward()
        optimizer.step()
print(f"valid acc {score(net, DataLoader(Part('valid'), batch_size=64)):.4f}")
torch.save(net.state_dict(), "net.pt")
