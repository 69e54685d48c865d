import json

from torch import nn


def build():
    with open("net.json") as f:
        s = json.load(f)
    h = s["hidden"]
    layers = [nn.Linear(64, h), nn.ReLU()]
    for _ in range(2):
        layers += [nn.Dropout(s["drop"]), nn.Linear(h, h), nn.BatchNorm1d(h), nn.ReLU()]
    return nn.Sequential(*layers, nn.Linear(h, 10))
