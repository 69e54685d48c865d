from pathlib import Path

import pandas as pd
import torch
from torch.utils.data import Dataset


class Loans(Dataset):
    """Pairs of a reader and a book; books are numbered by their place in the catalogue."""

    def __init__(self, folder):
        table = pd.read_csv(Path(folder) / "loans.csv")
        catalogue = (Path(folder) / "catalogue.txt").read_text().split()
        number = {title: k for k, title in enumerate(catalogue)}
        self.books = len(catalogue)
        self.reader = torch.tensor(table["reader"].to_numpy())
        self.book = torch.tensor(table["book"].map(number).to_numpy())

    def __len__(self):
        return len(self.reader)

    def __getitem__(self, i):
        return self.reader[i], self.book[i]
