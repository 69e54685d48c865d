from torch import nn


class Forecaster(nn.Module):
    def __init__(self, lookback):
        super().__init__()
        self.body = nn.Sequential(nn.Linear(lookback, 48), nn.ReLU(), nn.Dropout(0.1), nn.Linear(48, 24), nn.ReLU())
        self.head = nn.Linear(24, 1)

    def forward(self, x):
        return self.head(self.body(x)).squeeze(1)
