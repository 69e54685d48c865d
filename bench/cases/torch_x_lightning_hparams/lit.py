import lightning as L
import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset
from torchmetrics.functional import accuracy


def loader(path, **kw):
    with np.load(path) as data:
        return DataLoader(TensorDataset(torch.from_numpy(data["tokens"]), torch.from_numpy(data["y"])), **kw)


class LitNotes(L.LightningModule):
    def __init__(self, vocabulary=90, size=24, pooling="mean", dropout=0.1, lr=0.02):
        super().__init__()
        self.save_hyperparameters()
        self.embed = nn.Embedding(vocabulary, size)
        self.head = nn.Sequential(nn.Dropout(dropout), nn.Linear(size, 32), nn.ReLU(), nn.Linear(32, 5))

    def forward(self, tokens):
        x = self.embed(tokens)
        x = x.mean(dim=1) if self.hparams.pooling == "mean" else x.amax(dim=1)
        return self.head(x)

    def training_step(self, batch, _):
        tokens, y = batch
        return nn.functional.cross_entropy(self(tokens), y)

    def _score(self, batch, name):
        tokens, y = batch
        acc = accuracy(self(tokens), y, task="multiclass", num_classes=5)
        self.log(name, acc, on_epoch=True, batch_size=len(y))

    def validation_step(self, batch, _):
        self._score(batch, "val_acc")

    def test_step(self, batch, _):
        self._score(batch, "test_acc")

    def configure_optimizers(self):
        return torch.optim.Adam(self.parameters(), lr=self.hparams.lr)


def trainer(**kw):
    return L.Trainer(
        accelerator="cpu", logger=False, enable_progress_bar=False, enable_model_summary=False, **kw
    )
