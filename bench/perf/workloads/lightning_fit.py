"""A perceptron trained and tested by Lightning's trainer, batches of 32."""

import json
import logging
import os
import time
import warnings

import lightning
import numpy as np
import torch
from torch import nn
from torch.nn import functional
from torch.utils.data import DataLoader, TensorDataset

logging.getLogger("lightning.pytorch").setLevel(logging.ERROR)
warnings.filterwarnings("ignore", module="lightning")
lightning.seed_everything(0, verbose=False)

rng = np.random.default_rng(0)
centres = rng.normal(size=(10, 64)).astype("float32")
labels = rng.integers(0, 10, 4000)
rows = centres[labels] + rng.normal(scale=3.0, size=(4000, 64)).astype("float32")
X, y = torch.from_numpy(rows), torch.from_numpy(labels)
train_loader = DataLoader(TensorDataset(X[:3200], y[:3200]), batch_size=32, shuffle=True)
val_loader = DataLoader(TensorDataset(X[3200:], y[3200:]), batch_size=32)


class Classifier(lightning.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(
            nn.Linear(64, 256),
            nn.BatchNorm1d(256),
            nn.ReLU(),
            nn.Dropout(0.3),
            nn.Linear(256, 256),
            nn.ReLU(),
            nn.Linear(256, 10),
        )

    def forward(self, x):
        return self.net(x)

    def training_step(self, batch, index):
        xb, yb = batch
        return functional.cross_entropy(self(xb), yb)

    def validation_step(self, batch, index):
        xb, yb = batch
        self.log("val_acc", (self(xb).argmax(dim=1) == yb).float().mean())

    test_step = validation_step

    def configure_optimizers(self):
        return torch.optim.Adam(self.parameters(), lr=1e-3)


model = Classifier()
trainer = lightning.Trainer(
    max_epochs=int(os.environ.get("EPOCHS", "5")),
    accelerator="cpu",
    logger=False,
    enable_checkpointing=False,
    enable_progress_bar=False,
    enable_model_summary=False,
)

wall, cpu = time.perf_counter(), time.process_time()
trainer.fit(model, train_loader, val_loader)
print(f"val_acc {trainer.callback_metrics['val_acc'].item():.4f}")
wall, cpu = time.perf_counter() - wall, time.process_time() - cpu

with open(os.environ["LOOP_TIMES"], "w") as file:
    json.dump({"wall": wall, "cpu": cpu, "data_bytes": rows.nbytes + labels.nbytes}, file)
