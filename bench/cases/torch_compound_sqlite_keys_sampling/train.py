import json

import torch
from torch import nn

from serving import Predictor, read
from serving.predictor import build

torch.manual_seed(9)
X, y = read("train.db")
model = build()
opt = torch.optim.Adam(model.parameters(), lr=0.004)
for epoch in range(10):
    for b in torch.randperm(len(X)).split(40):
        opt.zero_grad()
        nn.functional.cross_entropy(model(X[b]), y[b]).backward()
        opt.step()
torch.save(model.state_dict(), "scans.pt")
settings = json.load(open("dev.json"))
X, y = read(settings["database"])
answer = Predictor(model, settings["posterior_samples"])(X)
print("dev", round((answer.argmax(-1) == y).float().mean().item(), 4))
