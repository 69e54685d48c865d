import os

import numpy as np
import torch
from torch.utils.data import Dataset


class FolderDataset(Dataset):
    """One folder per class, as in ImageFolder."""

    def __init__(self, root, augment=True):
        self.augment = augment
        self.classes = sorted(os.listdir(root))
        self.images, self.labels = [], []
        for label, name in enumerate(self.classes):
            for image in np.load(os.path.join(root, name, "images.npy")):
                self.images.append(torch.from_numpy(image / 16)[None])
                self.labels.append(label)

    def __len__(self):
        return len(self.labels)

    def __getitem__(self, i):
        image = self.images[i]
        if self.augment:
            dy, dx = torch.randint(-1, 2, (2,)).tolist()
            image = torch.roll(image, (dy, dx), (1, 2)) + 0.1 * torch.randn(1, 8, 8)
        return image, self.labels[i]
