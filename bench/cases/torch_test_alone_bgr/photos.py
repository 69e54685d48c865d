from pathlib import Path

import numpy as np
import torch
from torch.utils.data import Dataset


class Photos(Dataset):
    def __init__(self, folder):
        self.folder = Path(folder)
        images = np.load(self.folder / "images.npy", mmap_mode="r")
        self.images = images
        self.labels = np.load(self.folder / "labels.npy")

    def __len__(self):
        return len(self.labels)

    def __getitem__(self, i):
        image = torch.from_numpy(np.array(self.images[i])).permute(2, 0, 1)
        return image.float() / 255, int(self.labels[i])
