import numpy as np
import torch
from torch.utils.data import Dataset


class Mapped(Dataset):
    """Images read from disk only where they are asked for."""

    def __init__(self, name, noisy=False):
        self.images = np.load(f"{name}_images.npy", mmap_mode="r")
        self.labels = np.load(f"{name}_labels.npy", mmap_mode="r")
        self.noisy = noisy

    def __len__(self):
        return len(self.labels)

    def __getitem__(self, i):
        image = torch.from_numpy(self.images[i].astype(np.float32))[None]
        if self.noisy:
            image = (image + 12 * torch.randn_like(image)).clamp(0, 255)
        return {"image": image, "label": int(self.labels[i])}
