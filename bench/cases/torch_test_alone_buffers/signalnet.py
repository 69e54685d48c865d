from torch import nn


class SignalNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = nn.Sequential(
            nn.Conv1d(1, 12, 7, padding=3), nn.BatchNorm1d(12), nn.ReLU(), nn.MaxPool1d(2),
            nn.Conv1d(12, 16, 5, padding=2), nn.BatchNorm1d(16), nn.ReLU(), nn.AdaptiveMaxPool1d(4),
        )
        self.head = nn.Linear(64, 4)

    def forward(self, x):
        return self.head(self.body(x).flatten(1))
