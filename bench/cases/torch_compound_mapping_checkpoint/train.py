import json

import torch
from torch import nn

from glyphs import net, rows

torch.manual_seed(59)
settings = json.load(open("train.json"))
X, y = rows(settings["classes"], 0, 1200)
Xv, yv = rows(settings["classes"], 1200, 1797)
model = net()
opt = torch.optim.Adam(model.parameters(), lr=1e-3)
for epoch in range(8):
    model.train()
    for b in torch.randperm(len(X)).split(60):
        opt.zero_grad()
        nn.functional.cross_entropy(model(X[b]), y[b]).backward()
        opt.step()
    torch.save(model.state_dict(), f"epoch_{epoch:02d}.pt")
model.eval()
with torch.no_grad():
    print("dev accuracy %.4f" % (model(Xv).argmax(1) == yv).float().mean())
