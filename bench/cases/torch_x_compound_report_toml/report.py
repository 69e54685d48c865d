import tomllib

import torch
from model import Net, dataset, score
from torch.utils.data import DataLoader

with open("report.toml", "rb") as f:
    cfg = tomllib.load(f)

net = Net(**cfg["net"])
net.load_state_dict(torch.load("net.pt"))
loader = DataLoader(dataset(cfg["data"]), **cfg["loader"])
print("reported accuracy:", round(score(net, loader, cfg["metric"]), 4))
