import numpy as np
import torch
from torch import nn

torch.manual_seed(9)
train, valid = np.load("train.npz"), np.load("valid.npz")
x, y = torch.from_numpy(train["x"]), torch.from_numpy(train["y"])
net = nn.Sequential(nn.Linear(20, 32), nn.ReLU(), nn.Dropout(0.2), nn.Linear(32, 4))
opt = torch.optim.Adam(net.parameters(), lr=0.003)
for epoch in range(10):
    net.train()
    for b in torch.randperm(len(x)).split(100):
        opt.zero_grad()
        nn.functional.cross_entropy(net(x[b]), y[b]).backward()
        opt.step()
net.eval()
with torch.no_grad():
    hits = net(torch.from_numpy(valid["x"])).argmax(1) == torch.from_numpy(valid["y"])
print(f"valid acc {hits.float().mean().item():.4f}")
torch.save(net.state_dict(), "net.pt")
