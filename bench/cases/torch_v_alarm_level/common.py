import sqlite3

import numpy as np
import torch
from torch import nn


def runs(split):
    with sqlite3.connect("pumps.db") as db:
        rows = db.execute("select values_, faulty from run where split = ?", (split,)).fetchall()
    x = np.stack([np.frombuffer(values, dtype="float32") for values, _ in rows])
    return torch.from_numpy(x), np.array([faulty for _, faulty in rows])


class AutoEncoder(nn.Module):
    def __init__(self, size=16, code=4):
        super().__init__()
        self.encoder = nn.Sequential(nn.Linear(size, 24), nn.ReLU(), nn.Dropout(0.05), nn.Linear(24, code))
        self.decoder = nn.Sequential(nn.Linear(code, 24), nn.ReLU(), nn.Linear(24, size))

    def forward(self, x):
        return self.decoder(self.encoder(x))


def errors(model, x):
    model.eval()
    with torch.inference_mode():
        return torch.cat([((part - model(part)) ** 2).mean(dim=1) for part in x.split(64)]).numpy()
