import tomllib

import torch
from model import Net, dataset, score
from torch.utils.data import DataLoader

with open("train.toml", "rb") as f:
    cfg = tomllib.load(f)

torch.manual_seed(72)
net = Net(**cfg["net"])
loader = DataLoader(dataset("train.npz"), shuffle=True, **cfg["loader"])
optimizer = torch.optim.AdamW(net.parameters(), lr=0.01)
for epoch in range(5):
    net.train()
    for x, y in loader:
        optimizer.zero_grad()
        torch.nn.functional.cross_entropy(net(x), y).backward()
        optimizer.step()
torch.save(net.state_dict(), "net.pt")
print("check accuracy:", round(score(net, DataLoader(dataset(cfg["data"]), **cfg["loader"]), cfg["metric"]), 4))
