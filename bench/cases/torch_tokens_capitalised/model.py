from torch import nn


class Bag(nn.Module):
    def __init__(self, words, classes):
        super().__init__()
        self.embedding = nn.Embedding(words + 2, 16, padding_idx=0)
        self.dropout = nn.Dropout(0.2)
        self.out = nn.Linear(16, classes)

    def forward(self, x):
        return self.out(self.dropout(self.embedding(x).mean(1)))
