"""A small convolutional network trained in PyTorch on images of 16 by 16, batches of 64."""

import json
import os
import time

import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

EPOCHS = 3
rng = np.random.default_rng(0)
torch.manual_seed(0)

shapes = rng.normal(size=(10, 1, 16, 16)).astype("float32")
labels = rng.integers(0, 10, 2560)
images = shapes[labels] + rng.normal(scale=2.0, size=(2560, 1, 16, 16)).astype("float32")
X, y = torch.from_numpy(images), torch.from_numpy(labels)
train_loader = DataLoader(TensorDataset(X[:2048], y[:2048]), batch_size=64, shuffle=True)
val_loader = DataLoader(TensorDataset(X[2048:], y[2048:]), batch_size=64)

model = nn.Sequential(
    nn.Conv2d(1, 32, 3, padding=1),
    nn.BatchNorm2d(32),
    nn.ReLU(),
    nn.MaxPool2d(2),
    nn.Conv2d(32, 64, 3, padding=1),
    nn.BatchNorm2d(64),
    nn.ReLU(),
    nn.MaxPool2d(2),
    nn.Flatten(),
    nn.Linear(64 * 16, 64),
    nn.ReLU(),
    nn.Dropout(0.3),
    nn.Linear(64, 10),
)
criterion = nn.CrossEntropyLoss()
optimizer = torch.optim.SGD(model.parameters(), lr=0.01, momentum=0.9)

wall, cpu = time.perf_counter(), time.process_time()
for epoch in range(EPOCHS):
    model.train()
    for xb, yb in train_loader:
        optimizer.zero_grad()
        loss = criterion(model(xb), yb)
        loss.backward()
        optimizer.step()
    model.eval()
    correct = total = 0
    with torch.no_grad():
        for xb, yb in val_loader:
            correct += (model(xb).argmax(dim=1) == yb).sum().item()
            total += len(yb)
    val_acc = correct / total
    print(f"epoch {epoch + 1} loss {loss.item():.4f} val_acc {val_acc:.4f}")
wall, cpu = time.perf_counter() - wall, time.process_time() - cpu

with open(os.environ["LOOP_TIMES"], "w") as file:
    json.dump({"wall": wall, "cpu": cpu, "data_bytes": images.nbytes + labels.nbytes}, file)
