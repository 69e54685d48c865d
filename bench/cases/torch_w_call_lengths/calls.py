import pickle

import torch
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_sequence
from torch.utils.data import Dataset


class Calls(Dataset):
    def __init__(self, path):
        with open(path, "rb") as f:
            self.rows = pickle.load(f)
        self.labels = torch.tensor([kind for _, kind in self.rows])

    def __len__(self):
        return len(self.rows)

    def __getitem__(self, i):
        steps, kind = self.rows[i]
        return torch.tensor(steps) + 1, kind


def longest_first(batch):
    batch = sorted(batch, key=lambda item: len(item[0]), reverse=True)
    lengths = torch.tensor([len(steps) for steps, _ in batch])
    return pad_sequence([steps for steps, _ in batch], batch_first=True), lengths, torch.tensor([k for _, k in batch])


class CallNet(nn.Module):
    def __init__(self, size=20, hidden=24):
        super().__init__()
        self.table = nn.Embedding(21, size, padding_idx=0)
        self.rnn = nn.LSTM(size, hidden, batch_first=True, bidirectional=True)
        self.out = nn.Sequential(nn.Dropout(0.2), nn.Linear(2 * hidden, 4))

    def forward(self, steps, lengths):
        packed = pack_padded_sequence(self.table(steps), lengths, batch_first=True)
        _, (last, _) = self.rnn(packed)
        return self.out(torch.cat([last[0], last[1]], 1))
