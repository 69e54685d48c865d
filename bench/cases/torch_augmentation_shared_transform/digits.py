import numpy as np
import torch
from sklearn.datasets import load_digits
from torch.utils.data import Dataset


def jitter(image):
    if np.random.rand() < 0.8:
        image = torch.flip(image, [-1])
    if np.random.rand() < 0.5:
        image = torch.flip(image, [-2])
    return image


class Digits(Dataset):
    def __init__(self, part, transform=None):
        digits = load_digits()
        rows = slice(0, 1200) if part == "train" else slice(1200, None)
        self.images = torch.tensor(digits.images[rows], dtype=torch.float32) / 16
        self.labels = torch.tensor(digits.target[rows])
        self.transform = transform

    def __len__(self):
        return len(self.labels)

    def __getitem__(self, i):
        image = self.images[i][None]
        if self.transform is not None:
            image = self.transform(image)
        return image, self.labels[i]
