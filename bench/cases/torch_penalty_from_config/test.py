import json

import torch
from torch import nn

config = json.load(open("config.json"))
run = torch.load("run.pt")
model = nn.Sequential(nn.Linear(13, config["hidden"]), nn.Tanh(), nn.Linear(config["hidden"], 3))
model.load_state_dict(run["model"])
model.eval()
with torch.inference_mode():
    loss = nn.CrossEntropyLoss()(model(run["x"][run["rows"]]), run["y"][run["rows"]])
print("test loss", round(loss.item(), 4))
