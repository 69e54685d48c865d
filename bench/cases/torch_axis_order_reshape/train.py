import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(9)
with np.load("digits.npz") as f:
    x = torch.from_numpy(f["pixels"].transpose(0, 3, 1, 2).copy()).float() / 255
    y = torch.from_numpy(f["label"])
net = nn.Sequential(nn.Conv2d(3, 12, 3), nn.ReLU(), nn.Flatten(), nn.Linear(12 * 36, 10))
opt = torch.optim.Adam(net.parameters(), lr=4e-3)
for epoch in range(5):
    for xb, yb in DataLoader(TensorDataset(x[:1300], y[:1300]), 32, shuffle=True):
        opt.zero_grad()
        nn.functional.cross_entropy(net(xb), yb).backward()
        opt.step()
net.eval()
with torch.no_grad():
    print("val_acc %.4f" % (net(x[1300:]).argmax(1) == y[1300:]).float().mean())
torch.save(net.state_dict(), "conv.pt")
