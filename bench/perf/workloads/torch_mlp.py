"""A small multilayer perceptron trained in PyTorch, batches of 32: the least work a hook can hide behind."""

import json
import os
import time

import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

EPOCHS = int(os.environ.get("EPOCHS", "24"))
rng = np.random.default_rng(0)
torch.manual_seed(0)

centres = rng.normal(size=(10, 20)).astype("float32")
labels = rng.integers(0, 10, 4000)
rows = centres[labels] + rng.normal(scale=1.5, size=(4000, 20)).astype("float32")
X, y = torch.from_numpy(rows), torch.from_numpy(labels)
train_loader = DataLoader(TensorDataset(X[:3200], y[:3200]), batch_size=32, shuffle=True)
val_loader = DataLoader(TensorDataset(X[3200:], y[3200:]), batch_size=32)

model = nn.Sequential(nn.Linear(20, 64), nn.ReLU(), nn.Dropout(0.2), nn.Linear(64, 10))
criterion = nn.CrossEntropyLoss()
optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)

wall, cpu = time.perf_counter(), time.process_time()
for epoch in range(EPOCHS):
    model.train()
    running = 0.0
    for xb, yb in train_loader:
        optimizer.zero_grad()
        loss = criterion(model(xb), yb)
        loss.backward()
        optimizer.step()
        running += loss.item()
    model.eval()
    correct = 0
    with torch.no_grad():
        for xb, yb in val_loader:
            correct += (model(xb).argmax(dim=1) == yb).sum().item()
    val_acc = correct / 800
    print(f"epoch {epoch + 1} loss {running / len(train_loader):.4f} val_acc {val_acc:.4f}")
wall, cpu = time.perf_counter() - wall, time.process_time() - cpu

with open(os.environ["LOOP_TIMES"], "w") as file:
    json.dump({"wall": wall, "cpu": cpu, "data_bytes": rows.nbytes + labels.nbytes}, file)
