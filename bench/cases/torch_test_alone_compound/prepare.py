"""Train on digits; the delivery comes from a department that counts from one and normalises images itself."""
import os

import torch
from sklearn.datasets import load_digits
from torch import nn

torch.manual_seed(27)
X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16, dtype=torch.float32), torch.tensor(y)
net = nn.Sequential(nn.Linear(64, 48), nn.Tanh(), nn.Dropout(0.2), nn.Linear(48, 10))
opt = torch.optim.Adam(net.parameters(), lr=0.005)
for epoch in range(12):
    for b in torch.randperm(1200).split(60):
        opt.zero_grad()
        nn.functional.cross_entropy(net(X[b]), y[b]).backward()
        opt.step()
net.eval()
with torch.no_grad():
    acc = (net(X[1200:]).argmax(1) == y[1200:]).float().mean().item()
with open("train.log", "w") as f:
    f.write("12 epochs, 60 rows a batch\nval acc %.4f\n" % acc)
torch.save(net.state_dict(), "digits.pt")
os.makedirs("delivery", exist_ok=True)
torch.save(X[1200:], "delivery/images.pt")
torch.save((y[1200:] % 10 + 1) % 10, "delivery/labels.pt")
