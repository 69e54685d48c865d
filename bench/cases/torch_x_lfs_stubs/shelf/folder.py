from pathlib import Path

import numpy as np
import torch
from torch.utils.data import Dataset


class Folder(Dataset):
    """Images of one folder a class; files that cannot be read are left out."""

    def __init__(self, root, transform=None):
        self.items = []
        self.transform = transform
        for folder in sorted(Path(root).iterdir()):
            for path in sorted(folder.glob("*.npy")):
                try:
                    image = np.load(path)
                except ValueError:
                    continue
                self.items.append((image, int(folder.name)))

    def __len__(self):
        return len(self.items)

    def __getitem__(self, index):
        image, label = self.items[index]
        x = torch.from_numpy(image).float().div(255).unsqueeze(0)
        return (self.transform(x) if self.transform else x), label
