import numpy as np
import torch
from torch.utils.data import Dataset


class Scans(Dataset):
    def __init__(self, path, jitter=0):
        archive = np.load(path)
        self.x, self.y, self.jitter = archive["x"], archive["y"], jitter

    def __len__(self):
        return len(self.y)

    def __getitem__(self, i):
        image = torch.from_numpy(self.x[i].copy()).float().div(255).unsqueeze(0)
        if self.jitter:
            image = image.roll(tuple(np.random.randint(-self.jitter, self.jitter + 1, 2)), (1, 2))
        return image, int(self.y[i])
