import json

import torch
from sklearn.datasets import load_digits
from torch import nn

torch.manual_seed(67)
export = json.load(open("export.json"))
X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16).float(), torch.tensor(y)
net = nn.Sequential(nn.Linear(64, 32), nn.BatchNorm1d(32), nn.ReLU(), nn.Dropout(0.3), nn.Linear(32, 10))
opt = torch.optim.AdamW(net.parameters(), lr=4e-3)
for epoch in range(12):
    net.train()
    for b in torch.randperm(1200).split(60):
        noisy = X[b] + 0.05 * torch.randn(len(b), 64)
        opt.zero_grad()
        nn.functional.cross_entropy(net(noisy), y[b], label_smoothing=0.05).backward()
        opt.step()
net.eval()
with torch.no_grad():
    print("val accuracy %.4f" % (net(X[1200:]).argmax(1) == y[1200:]).float().mean())
kind = getattr(torch, export["dtype"])
torch.save({k: v.to(kind) if v.is_floating_point() else v for k, v in net.state_dict().items()}, "net.pt")
