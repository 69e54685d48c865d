import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

from reader import Reader

torch.manual_seed(21)
data = np.load("site_a.npz")
x, y = torch.from_numpy(data["tokens"]), torch.from_numpy(data["labels"])
reader = Reader()
opt = torch.optim.Adam(reader.parameters(), lr=0.01)
for epoch in range(8):
    for xb, yb in DataLoader(TensorDataset(x[:800], y[:800]), 40, shuffle=True):
        opt.zero_grad()
        nn.functional.cross_entropy(reader(xb), yb).backward()
        opt.step()
with torch.no_grad():
    print("site a: %.4f" % (reader(x[800:]).argmax(1) == y[800:]).float().mean())
torch.save(reader.state_dict(), "reader.pt")
