import torch.nn as nn


class Digits(nn.Module):
    def __init__(self, hidden=48):
        super().__init__()
        self.body = nn.Sequential(nn.Linear(64, hidden), nn.ReLU(), nn.Linear(hidden, 10))
        self.out = nn.Softmax(dim=1)

    def forward(self, x):
        return self.out(self.body(x))
