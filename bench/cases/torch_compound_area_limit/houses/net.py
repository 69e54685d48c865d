import torch
from torch import nn


class Regressor(nn.Module):
    def __init__(self):
        super().__init__()
        self.scale = nn.Parameter(torch.tensor([100.0, 3.0, 40.0, 6.0]), requires_grad=False)
        self.body = nn.Sequential(nn.Linear(4, 48), nn.ReLU(), nn.Linear(48, 1))

    def forward(self, x):
        return 100 * self.body(x / self.scale)


def rmse(model, X, y):
    with torch.no_grad():
        return nn.functional.mse_loss(model(X), y).sqrt().item()
