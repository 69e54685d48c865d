import numpy as np
import torch
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_sequence


def make(n, seed):
    rng = np.random.default_rng(seed)
    labels = rng.integers(0, 2, n)
    return [(torch.tensor(rng.normal(0.3 * (2 * k - 1), 1, (rng.integers(3, 25), 2))).float(), int(k)) for k in labels]


def collate(pairs):
    walks, labels = zip(*pairs)
    return pad_sequence(walks, batch_first=True), torch.tensor([len(w) for w in walks]), torch.tensor(labels)


class Reader(nn.Module):
    def __init__(self):
        super().__init__()
        self.lstm = nn.LSTM(2, 12, batch_first=True)
        self.drop = nn.Dropout(0.2)
        self.head = nn.Linear(12, 2)

    def forward(self, x, lengths):
        packed = pack_padded_sequence(x, lengths, batch_first=True, enforce_sorted=False)
        _, (last, _) = self.lstm(packed)
        return self.head(self.drop(last[-1]))
