import lightning as L
import torch
import torchmetrics
from torch import nn


class BeanNet(L.LightningModule):
    def __init__(self, features=14, classes=4, width=48, dropout=0.3, lr=5e-3):
        super().__init__()
        self.save_hyperparameters()
        self.layers = nn.Sequential(
            nn.Linear(features, width), nn.BatchNorm1d(width), nn.ReLU(), nn.Dropout(dropout), nn.Linear(width, classes)
        )
        scores = torchmetrics.MetricCollection({"acc": torchmetrics.Accuracy(task="multiclass", num_classes=classes)})
        self.scores = nn.ModuleDict({"val_": scores.clone(prefix="val_"), "test_": scores.clone(prefix="test_")})

    def forward(self, x):
        return self.layers(x)

    def training_step(self, batch, _):
        x, y = batch
        weight = torch.tensor([1.0, 1.2, 1.5, 2.0])
        return nn.functional.cross_entropy(self(x), y, weight=weight, label_smoothing=0.05)

    def _score(self, batch, stage):
        x, y = batch
        self.scores[stage].update(self(x).softmax(1), y)
        self.log_dict(self.scores[stage], on_step=False, on_epoch=True)

    def validation_step(self, batch, _):
        self._score(batch, "val_")

    def test_step(self, batch, _):
        self._score(batch, "test_")

    def configure_optimizers(self):
        optimizer = torch.optim.AdamW(self.parameters(), lr=self.hparams.lr)
        return [optimizer], [torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, 8)]
