import json

from torch import nn


def build(path):
    config = json.load(open(path))
    inner = [nn.Linear(*config["sizes"]), nn.Tanh(), nn.Linear(config["sizes"][-1], 4)]
    return nn.Sequential(*inner, getattr(nn, config["head"])(dim=1))
