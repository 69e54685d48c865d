from pathlib import Path

import pandas as pd
import torch
from torch import nn


class WineNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.normalise = nn.BatchNorm1d(13, affine=False)
        self.layers = nn.Sequential(nn.Linear(13, 20), nn.BatchNorm1d(20), nn.ReLU(), nn.Linear(20, 3))

    def forward(self, x):
        return self.layers(self.normalise(x))


def load(table, classes):
    names = Path(classes).read_text().split()
    frame = pd.read_parquet(table)
    y = torch.tensor([names.index(name) for name in frame.pop("target")])
    return torch.tensor(frame.to_numpy(dtype="float32")), y
