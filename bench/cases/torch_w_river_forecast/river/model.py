from torch import nn


class Forecaster(nn.Module):
    def __init__(self, channels=3, hidden=24):
        super().__init__()
        self.gru = nn.GRU(channels, hidden, batch_first=True)
        self.drop = nn.Dropout(0.1)
        self.out = nn.Linear(hidden, 1)

    def forward(self, x):
        return self.out(self.drop(self.gru(x)[0][:, -1])).squeeze(-1)
