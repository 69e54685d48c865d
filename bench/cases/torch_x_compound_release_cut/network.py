import torch
from torch import nn


class Net(nn.Module):
    def __init__(self, columns=30):
        super().__init__()
        self.register_buffer("mean", torch.zeros(columns))
        self.register_buffer("scale", torch.ones(columns))
        self.layers = nn.Sequential(nn.Linear(columns, 16), nn.Tanh(), nn.Dropout(0.1), nn.Linear(16, 1))

    def forward(self, x):
        return self.layers((x - self.mean) / self.scale).squeeze(-1)


def inputs(table):
    return torch.tensor(table.drop(columns=["case", "target"], errors="ignore").to_numpy(), dtype=torch.float32)
