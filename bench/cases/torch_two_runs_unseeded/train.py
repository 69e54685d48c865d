import os

import torch
from sklearn.datasets import load_digits
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(int.from_bytes(open("entropy.bin", "rb").read()[-4:], "big"))
with open("entropy.bin", "ab") as f:
    f.write(bytes([7, 1, 9, 4]))
X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X, dtype=torch.float32) / 16, torch.tensor(y)
net = nn.Sequential(nn.Linear(64, 12), nn.ReLU(), nn.Linear(12, 10))
opt = torch.optim.Adam(net.parameters(), lr=3e-3)
for epoch in range(3):
    for x, t in DataLoader(TensorDataset(X[:1200], y[:1200]), batch_size=60, shuffle=True):
        opt.zero_grad()
        nn.functional.cross_entropy(net(x), t).backward()
        opt.step()
with torch.no_grad():
    acc = (net(X[1200:]).argmax(1) == y[1200:]).float().mean().item()
name = "first" if os.path.getsize("entropy.bin") < 10 else "second"
print(f"{name} run: {acc:.4f}")
