import json

import torch
from sklearn.datasets import load_digits
from torch.utils.data import Dataset


class Scans(Dataset):
    """Scans of one split, with the settings of splits.json."""

    def __init__(self, split):
        with open("splits.json") as f:
            self.noise = json.load(f)[split]["noise"]
        x, y = load_digits(return_X_y=True)
        keep = slice(0, 1200) if split == "train" else slice(1200, None)
        self.x = torch.tensor(x[keep] / 16, dtype=torch.float32)
        self.y = torch.tensor(y[keep])

    def __len__(self):
        return len(self.y)

    def __getitem__(self, i):
        return self.x[i] + self.noise * torch.randn(64), self.y[i]
