import torch.nn as nn


class Net(nn.Module):
    def __init__(self, n_in=64, hidden=128, n_out=10):
        super().__init__()
        self.net = nn.Sequential(
            nn.Linear(n_in, hidden),
            nn.ReLU(),
            nn.Dropout(0.6),
            nn.Linear(hidden, hidden),
            nn.ReLU(),
            nn.Dropout(0.6),
            nn.Linear(hidden, n_out),
        )

    def forward(self, x):
        return self.net(x)
