import torch
from torch import nn


def member(width, dropout):
    return nn.Sequential(
        nn.Linear(64, width), nn.LayerNorm(width), nn.ReLU(), nn.Dropout(dropout), nn.Linear(width, width), nn.ReLU(),
        nn.Dropout(dropout), nn.Linear(width, 10),
    )


class Ensemble(nn.Module):
    def __init__(self, members):
        super().__init__()
        self.members = members

    def forward(self, x):
        return torch.stack([m(x).softmax(-1) for m in self.members]).mean(0)
