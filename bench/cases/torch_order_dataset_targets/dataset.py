import torch
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split
from torch.utils.data import Dataset


class DigitsDataset(Dataset):
    """Torchvision-like: images in .data, labels in .targets."""

    def __init__(self, train=True):
        images, labels = load_digits(return_X_y=True)
        parts = train_test_split(images, labels, test_size=400, random_state=12)
        self.data = torch.tensor(parts[0 if train else 1]).float().div(16)
        self.targets = torch.tensor(parts[2 if train else 3])

    def __len__(self):
        return len(self.targets)

    def __getitem__(self, index):
        return self.data[index], self.targets[index]
