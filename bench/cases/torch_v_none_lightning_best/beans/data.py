import lightning as L
import numpy as np
import torch
from torch.utils.data import DataLoader, TensorDataset


class Beans(L.LightningDataModule):
    def __init__(self, batch_size=64):
        super().__init__()
        self.batch_size = batch_size

    def setup(self, stage=None):
        parts = {name: np.loadtxt(f"beans_{name}.csv", delimiter=";") for name in ("train", "valid", "test")}
        center, spread = parts["train"][:, :-1].mean(0), parts["train"][:, :-1].std(0)
        for name, part in parts.items():
            x = torch.from_numpy((part[:, :-1] - center) / spread).float()
            setattr(self, name, TensorDataset(x, torch.from_numpy(part[:, -1]).long()))

    def train_dataloader(self):
        return DataLoader(self.train, self.batch_size, shuffle=True, drop_last=True)

    def val_dataloader(self):
        return DataLoader(self.valid, 100)

    def test_dataloader(self):
        return DataLoader(self.valid, 33)
