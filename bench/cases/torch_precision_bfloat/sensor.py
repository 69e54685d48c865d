import json

import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset


def build():
    return nn.Sequential(nn.BatchNorm1d(8), nn.Linear(8, 24), nn.ReLU(), nn.Linear(24, 3))


def data(low, high):
    with np.load("readings.npz") as f:
        return TensorDataset(torch.from_numpy(f["x"][low:high]), torch.from_numpy(f["y"][low:high]))


def evaluate(model, rows, settings):
    with open(settings) as f:
        wanted = json.load(f)
    kind = getattr(torch, wanted["dtype"])
    model = model.to(kind).eval()
    hits = 0
    with torch.no_grad():
        for x, y in DataLoader(rows, batch_size=wanted["batch"]):
            hits += (model(x.to(kind)).argmax(1) == y).sum().item()
    return hits / len(rows)
