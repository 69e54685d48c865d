from pathlib import Path

import torch
from torch import nn

KINDS = {"refund": 0, "broken": 1}
SIZE = 64


def read(name):
    lines = Path(name).read_text().splitlines()
    pairs = [line.split("\t") for line in lines]
    return [text.split() for _, text in pairs], torch.tensor([KINDS[kind] for kind, _ in pairs])


def vocabulary(docs):
    words = sorted({word for doc in docs for word in doc})
    return {word: number for number, word in enumerate(words, start=2)}


def encode(docs, vocab, length):
    out = torch.zeros(len(docs), length, dtype=torch.long)
    for row, doc in enumerate(docs):
        ids = [vocab.get(word, 1) for word in doc][-length:]
        out[row, length - len(ids):] = torch.tensor(ids)
    return out


class Classifier(nn.Module):
    def __init__(self):
        super().__init__()
        self.embed = nn.Embedding(SIZE, 12, padding_idx=0)
        self.conv = nn.Conv1d(12, 24, 3, padding=1)
        self.norm = nn.LayerNorm(24)
        self.drop = nn.Dropout(0.25)
        self.fc = nn.Linear(24, 2)

    def forward(self, x):
        h = torch.relu(self.conv(self.embed(x).transpose(1, 2))).amax(2)
        return self.fc(self.drop(self.norm(h)))
