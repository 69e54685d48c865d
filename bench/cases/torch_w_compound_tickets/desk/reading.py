import sqlite3

import torch
from torch.utils.data import TensorDataset


class Reader:
    """Turns tickets into rows of token numbers, 0 where nothing stands."""

    def __init__(self, tokens, lower=True, vocabulary=None):
        self.tokens, self.lower, self.vocabulary = tokens, lower, vocabulary

    def _split(self, body):
        return (body.lower() if self.lower else body).split()[: self.tokens]

    def __call__(self, path):
        with sqlite3.connect(path) as db:
            rows = db.execute("select body, team from ticket").fetchall()
            number = {name: k for k, (name,) in enumerate(db.execute("select name from team"))}
        if self.vocabulary is None:
            seen = sorted({word for body, _ in rows for word in self._split(body)})
            self.vocabulary = {word: k for k, word in enumerate(seen, 2)}
        x = torch.zeros(len(rows), self.tokens, dtype=torch.long)
        for row, (body, _) in zip(x, rows):
            found = [self.vocabulary.get(word, 1) for word in self._split(body)]
            row[: len(found)] = torch.tensor(found)
        return TensorDataset(x, torch.tensor([number[team] for _, team in rows]))
