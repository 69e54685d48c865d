"""A transformer encoder of four layers that classifies sequences of 32 tokens, trained in PyTorch, batches of 32."""

import json
import os
import time

import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

EPOCHS = int(os.environ.get("EPOCHS", "2"))
rng = np.random.default_rng(0)
torch.manual_seed(0)

labels = rng.integers(0, 4, 1280)
tokens = np.where(rng.random((1280, 32)) < 0.2, 10 + labels[:, None], rng.integers(0, 100, (1280, 32)))
X, y = torch.from_numpy(tokens), torch.from_numpy(labels)
train_loader = DataLoader(TensorDataset(X[:1024], y[:1024]), batch_size=32, shuffle=True)
val_loader = DataLoader(TensorDataset(X[1024:], y[1024:]), batch_size=32)


class Classifier(nn.Module):
    def __init__(self, width=64):
        super().__init__()
        self.words = nn.Embedding(100, width)
        self.places = nn.Parameter(torch.zeros(32, width))
        layer = nn.TransformerEncoderLayer(width, nhead=4, dim_feedforward=4 * width, dropout=0.1, batch_first=True)
        self.encoder = nn.TransformerEncoder(layer, num_layers=4)
        self.head = nn.Linear(width, 4)

    def forward(self, tokens):
        return self.head(self.encoder(self.words(tokens) + self.places).mean(dim=1))


model = Classifier()
criterion = nn.CrossEntropyLoss()
optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3)

wall, cpu = time.perf_counter(), time.process_time()
for epoch in range(EPOCHS):
    model.train()
    for xb, yb in train_loader:
        optimizer.zero_grad()
        loss = criterion(model(xb), yb)
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
    model.eval()
    correct = 0
    with torch.no_grad():
        for xb, yb in val_loader:
            correct += (model(xb).argmax(dim=1) == yb).sum().item()
    val_acc = correct / len(val_loader.dataset)
    print(f"epoch {epoch + 1} loss {loss.item():.4f} val_acc {val_acc:.4f}")
wall, cpu = time.perf_counter() - wall, time.process_time() - cpu

with open(os.environ["LOOP_TIMES"], "w") as file:
    json.dump({"wall": wall, "cpu": cpu, "data_bytes": tokens.nbytes + labels.nbytes}, file)
