import json

import pandas as pd
import torch
from torch import nn


def net():
    return nn.Sequential(nn.Linear(5, 40), nn.GELU(), nn.Dropout(0.1), nn.Linear(40, 40), nn.GELU(), nn.Linear(40, 3))


def load(path):
    with open("scaling.json") as f:
        scaling = json.load(f)
    frame = pd.read_json(path) if path.endswith(".json") else pd.read_csv(path)
    columns = list(scaling["mean"])
    X = (frame[columns] - pd.Series(scaling["mean"])) / pd.Series(scaling["std"])
    y = frame["visitors"].map({name: k for k, name in enumerate(scaling["classes"])})
    return torch.tensor(X[columns].to_numpy(), dtype=torch.float32), torch.tensor(y.to_numpy())
