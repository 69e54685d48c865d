"""One evaluation of a convolutional network that was left in training mode: what the replays have to undo."""

import json
import os
import time

import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

rng = np.random.default_rng(0)
torch.manual_seed(0)

shapes = rng.normal(size=(10, 1, 24, 24)).astype("float32")
labels = rng.integers(0, 10, 4096)
images = shapes[labels] + rng.normal(scale=2.0, size=(4096, 1, 24, 24)).astype("float32")
test_loader = DataLoader(TensorDataset(torch.from_numpy(images), torch.from_numpy(labels)), batch_size=64)

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
    nn.Dropout(0.3),
    nn.Linear(64 * 36, 10),
)

wall, cpu = time.perf_counter(), time.process_time()
correct = 0
with torch.no_grad():
    for xb, yb in test_loader:
        correct += (model(xb).argmax(dim=1) == yb).sum().item()
accuracy = correct / len(labels)
print(f"accuracy {accuracy:.4f}")
wall, cpu = time.perf_counter() - wall, time.process_time() - cpu

with open(os.environ["LOOP_TIMES"], "w") as file:
    json.dump({"wall": wall, "cpu": cpu, "data_bytes": images.nbytes + labels.nbytes}, file)
