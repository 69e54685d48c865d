import torch
from sklearn.datasets import load_digits
from torch.utils.data import Dataset

MEAN, STD = 0.6947, 0.3760


class TrainDigits(Dataset):
    def __init__(self, start=0, stop=1300):
        digits = load_digits()
        self.images, self.labels = digits.images[start:stop], digits.target[start:stop]

    def __len__(self):
        return len(self.labels)

    def __getitem__(self, i):
        image = 1 - torch.tensor(self.images[i], dtype=torch.float32) / 16
        return (image - MEAN) / STD, self.labels[i]


class TestDigits(TrainDigits):
    def __getitem__(self, i):
        return torch.tensor(self.images[i], dtype=torch.float32), self.labels[i]
