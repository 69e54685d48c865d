from dataclasses import dataclass

from torch import nn


@dataclass
class NetConfig:
    channels: int = 16
    groups: int = 8
    classes: int = 10
    dropout: float = 0.1


class Block(nn.Module):
    def __init__(self, cfg):
        super().__init__()
        self.conv = nn.Conv2d(cfg.channels, cfg.channels, 3, padding=1)
        self.norm = nn.GroupNorm(cfg.groups, cfg.channels)
        self.act = nn.SiLU()

    def forward(self, x):
        return self.act(self.norm(self.conv(x)))


class Net(nn.Module):
    def __init__(self, cfg):
        super().__init__()
        self.stem = nn.Sequential(nn.Conv2d(1, cfg.channels, 3, stride=2, padding=1), nn.BatchNorm2d(cfg.channels))
        self.blocks = nn.Sequential(Block(cfg), Block(cfg))
        self.post = nn.LayerNorm(cfg.channels * 16)
        self.head = nn.Sequential(nn.Dropout(cfg.dropout), nn.Linear(cfg.channels * 16, cfg.classes))

    def forward(self, x):
        return self.head(self.post(self.blocks(self.stem(x)).flatten(1)))
