import numpy as np, torch
from sklearn.datasets import load_digits
from torch.utils.data import Dataset


class Digits(Dataset):
    def __init__(self, file):
        f = np.load(file)
        self.images, self.labels = f["images"], f["labels"]

    def __len__(self):
        return len(self.labels)

    def __getitem__(self, i):
        return {"label": int(self.labels[i]), "image": torch.from_numpy(self.images[i]).float()[None]}
