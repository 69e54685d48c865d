import json

import numpy as np
import torch
from sklearn.datasets import load_digits
from torch.utils.data import Dataset


class Part(Dataset):
    def __init__(self, name):
        with open("parts.json") as f:
            settings = json.load(f)[name]
        raw = load_digits()
        low, high = settings["rows"]
        self.images = (raw.images[low:high] / 16).astype("float32")
        self.labels = raw.target[low:high]
        self.shift = settings["shift"]

    def __len__(self):
        return len(self.labels)

    def __getitem__(self, i):
        image = self.images[i]
        if self.shift:
            dx, dy = np.random.randint(-self.shift, self.shift + 1, 2)
            image = np.roll(image, (dy, dx), (0, 1))
        return torch.from_numpy(image.copy()).unsqueeze(0), int(self.labels[i])
