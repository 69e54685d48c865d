import json

import torch
from torch import nn


def build(path):
    with open(path) as f:
        settings = json.load(f)
    layers = [nn.Linear(64, settings["hidden"]), nn.ReLU(), nn.Linear(settings["hidden"], 10)]
    layers += [getattr(nn, name)(dim=1) for name in settings["head"]]
    return nn.Sequential(*layers)


@torch.no_grad()
def mean_loss(model, batches):
    criterion = nn.CrossEntropyLoss(reduction="sum")
    total = count = 0
    model.eval()
    for x, y in batches:
        total += criterion(model(x), y).item()
        count += len(y)
    return total / count
