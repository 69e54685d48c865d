import numpy as np
import torch
from torch import nn

TAGS = ["news", "sport", "music", "food", "travel"]


class Tagger(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = nn.Sequential(nn.BatchNorm1d(20), nn.Linear(20, 64), nn.ReLU(), nn.Dropout(0.3), nn.Linear(64, 5))

    def forward(self, x):
        return self.body(x)

    @torch.no_grad()
    def probabilities(self, x):
        self.eval()
        return torch.sigmoid(self(x)).numpy()


def tags(probabilities, cuts):
    return (probabilities >= np.array([cuts[name] for name in TAGS])).astype(int)


def rows(low, high):
    with np.load("tags.npz") as f:
        return torch.from_numpy(f["X"][low:high]), torch.from_numpy(f["Y"][low:high])
