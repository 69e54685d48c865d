import json

import pandas as pd
import torch
from torch.utils.data import Dataset

PAD, UNK = 0, 1


class Vocabulary:
    def __init__(self, words):
        self.index = {word: i + 2 for i, word in enumerate(words)}

    @classmethod
    def from_texts(cls, texts):
        return cls(sorted({word for text in texts for word in text.split()}))

    @classmethod
    def load(cls, path):
        with open(path) as f:
            return cls(json.load(f))

    def save(self, path):
        with open(path, "w") as f:
            json.dump(list(self.index), f)

    def __len__(self):
        return len(self.index) + 2


class Reviews(Dataset):
    def __init__(self, path, vocabulary, max_words):
        self.table = pd.read_csv(path)
        self.vocabulary, self.max_words = vocabulary, max_words

    def __len__(self):
        return len(self.table)

    def __getitem__(self, i):
        row = self.table.iloc[i]
        ids = [self.vocabulary.index.get(w, UNK) for w in row["text"].split()][: self.max_words]
        return torch.tensor(ids), int(row["sentiment"] == "pos")


def collate(items):
    ids, labels = zip(*items)
    return torch.nn.utils.rnn.pad_sequence(ids, batch_first=True, padding_value=PAD), torch.tensor(labels)
