import torch
from torch import nn


class Towers(nn.Module):
    def __init__(self, readers, books, size=12, dropout=0.2):
        super().__init__()
        self.reader = nn.Embedding(readers, size)
        self.book = nn.Embedding(books, size)
        self.bias = nn.Parameter(torch.zeros(books))
        self.drop = nn.Dropout(dropout)

    def forward(self, reader):
        return self.drop(self.reader(reader)) @ self.book.weight.T + self.bias
