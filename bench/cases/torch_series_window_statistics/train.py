import configparser

import torch
from torch import nn
from torch.utils.data import DataLoader, Subset

from forecaster import Forecaster
from series import Windows, statistics

config = configparser.ConfigParser()
config.read("train.ini")
torch.manual_seed(4)
stats = statistics("history.csv")
data = Windows("history.csv", config, stats)
cut = len(data) - 600
train, dev = Subset(data, range(cut)), Subset(data, range(cut, len(data)))
model = Forecaster(config.getint("windows", "lookback"))
optimizer = torch.optim.AdamW(model.parameters(), lr=2e-3)
for epoch in range(8):
    model.train()
    for x, y in DataLoader(train, batch_size=config.getint("loader", "batch_size"), shuffle=config.getboolean("loader", "shuffle")):
        optimizer.zero_grad()
        loss = nn.functional.smooth_l1_loss(model(x), y)
        loss.backward()
        optimizer.step()

model.eval()
errors = []
with torch.no_grad():
    for x, y in DataLoader(dev, batch_size=256):
        errors.append((model(x) - y).abs())
print(f"dev MAE {torch.cat(errors).mean():.4f}")
torch.save({"model": model.state_dict(), "stats": stats}, "forecaster.pt")
