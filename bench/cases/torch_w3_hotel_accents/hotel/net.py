import torch
from torch import nn


class GRUReader(nn.Module):
    def __init__(self, words, dim=16, hidden=24, p=0.3):
        super().__init__()
        self.emb = nn.Embedding(words, dim, padding_idx=0)
        self.rnn = nn.GRU(dim, hidden, batch_first=True)
        self.drop = nn.Dropout(p)
        self.norm = nn.BatchNorm1d(hidden)
        self.head = nn.Linear(hidden, 1)

    def forward(self, ids):
        mask = (ids > 0).float().unsqueeze(-1)
        states, _ = self.rnn(self.emb(ids))
        mean = (states * mask).sum(1) / mask.sum(1).clamp(min=1)
        return self.head(self.drop(self.norm(mean))).squeeze(1)
