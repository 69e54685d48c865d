import numpy as np
import torch
from sklearn.datasets import load_digits
from torch import nn
from torch.utils.data import Dataset


class Digits(Dataset):
    def __init__(self, part):
        raw = load_digits()
        order = np.random.default_rng(8).permutation(len(raw.target))
        keep = {"train": order[:1200], "val": order[1200:1500], "test": order[1500:]}[part]
        self.images = raw.images[keep].astype("float32") / 8.0 - 1.0
        self.labels = raw.target[keep]

    def __len__(self):
        return len(self.labels)

    def __getitem__(self, i):
        return torch.from_numpy(self.images[i]).unsqueeze(0), int(self.labels[i])


def build():
    return nn.Sequential(
        nn.Conv2d(1, 12, 3, padding=1),
        nn.ReLU(),
        nn.Dropout2d(0.4),
        nn.Conv2d(12, 16, 3, padding=1),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Dropout2d(0.4),
        nn.Flatten(),
        nn.Linear(16 * 16, 10),
    )
