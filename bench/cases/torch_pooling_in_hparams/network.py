import torch
from torch import nn


class Recognizer(nn.Module):
    def __init__(self, features, hidden, layers, dropout, pooling, classes):
        super().__init__()
        self.rnn = nn.GRU(features, hidden, layers, batch_first=True, bidirectional=True)
        self.drop = nn.Dropout(dropout)
        self.pooling = pooling
        self.out = nn.Linear(2 * hidden, classes)

    def forward(self, x):
        states, _ = self.rnn(x)
        if self.pooling == "max":
            summary = states.amax(dim=1)
        elif self.pooling == "mean":
            summary = states.mean(dim=1)
        else:
            raise ValueError(self.pooling)
        return self.out(self.drop(summary))
