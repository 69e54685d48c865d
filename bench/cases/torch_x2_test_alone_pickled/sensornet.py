import torch
from torch import nn


class SensorNet(nn.Module):
    def __init__(self, channels=24, classes=5, p=0.6):
        super().__init__()
        self.norm = nn.LayerNorm(channels)
        self.up = nn.Linear(channels, 40)
        self.down = nn.Linear(40, classes)
        self.p = p

    def forward(self, x):
        h = torch.relu(self.up(self.norm(x)))
        h = nn.functional.dropout(h, self.p, self.training)
        return self.down(h)
