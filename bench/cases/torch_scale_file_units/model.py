import pandas as pd
import torch
from torch import nn


def read(path):
    frame = pd.read_csv(path)
    labels = torch.tensor(frame.pop("target").to_numpy())
    return torch.tensor(frame.to_numpy(), dtype=torch.float32), labels


class Tumour(nn.Module):
    def __init__(self, n=30):
        super().__init__()
        self.register_buffer("mean", torch.zeros(n))
        self.register_buffer("std", torch.ones(n))
        self.layers = nn.Sequential(nn.Linear(n, 10), nn.ReLU(), nn.Linear(10, 2))

    def fit_scale(self, x):
        self.mean.copy_(x.mean(0))
        self.std.copy_(x.std(0))

    def forward(self, x):
        return self.layers((x - self.mean) / self.std)
