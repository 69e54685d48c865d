import torch
from sklearn.datasets import load_breast_cancer
from torch.utils.data import Dataset


class Tumours(Dataset):
    """Rows of the breast cancer data; standardised with the statistics of the first 350 on request."""

    def __init__(self, rows, standardise=False):
        x, y = load_breast_cancer(return_X_y=True)
        self.mean, self.std = x[:350].mean(0), x[:350].std(0)
        self.x, self.y, self.standardise = x[rows], y[rows], standardise

    def __len__(self):
        return len(self.y)

    def __getitem__(self, at):
        row = self.x[at]
        if self.standardise:
            row = (row - self.mean) / self.std
        return torch.as_tensor(row, dtype=torch.float32), int(self.y[at])
