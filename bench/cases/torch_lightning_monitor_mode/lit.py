import lightning as L
import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset
from torchmetrics.classification import MulticlassAccuracy


class Digits(L.LightningDataModule):
    def __init__(self, train, valid, batch):
        super().__init__()
        x, y = torch.from_numpy(np.load("pixels.npy")), torch.from_numpy(np.load("digits.npy"))
        cuts = [slice(0, train), slice(train, train + valid), slice(train + valid, None)]
        self.sets = [TensorDataset(x[cut], y[cut]) for cut in cuts]
        self.batch = batch

    def train_dataloader(self):
        return DataLoader(self.sets[0], self.batch, shuffle=True, drop_last=True)

    def val_dataloader(self):
        return DataLoader(self.sets[1], 2 * self.batch)

    def test_dataloader(self):
        return DataLoader(self.sets[2], 2 * self.batch)


class Classifier(L.LightningModule):
    def __init__(self, hidden, dropout, lr):
        super().__init__()
        self.save_hyperparameters()
        self.net = nn.Sequential(nn.Linear(64, hidden), nn.ReLU(), nn.Dropout(dropout), nn.Linear(hidden, 10))
        self.val_acc = MulticlassAccuracy(10, average="micro")
        self.test_acc = MulticlassAccuracy(10, average="micro")

    def forward(self, x):
        return self.net(x)

    def training_step(self, batch, _):
        return nn.functional.cross_entropy(self(batch[0]), batch[1])

    def validation_step(self, batch, _):
        self.val_acc(self(batch[0]), batch[1])
        self.log("val/acc", self.val_acc, on_step=False, on_epoch=True)

    def test_step(self, batch, _):
        self.test_acc(self(batch[0]), batch[1])
        self.log("test/acc", self.test_acc, on_step=False, on_epoch=True)

    def configure_optimizers(self):
        return torch.optim.Adam(self.parameters(), lr=self.hparams.lr)
