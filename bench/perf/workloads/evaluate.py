"""One evaluation of a saved network on rows made up, as it should be or with the model left in training mode.

evaluate.py train ROWS light|middle|heavy          writes the network
evaluate.py right|wrong ROWS light|middle|heavy    reads it and evaluates it
"""

import json
import os
import sys
import time

import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

way, count, model_size = sys.argv[1], int(sys.argv[2]), sys.argv[3]
rng = np.random.default_rng(0)
torch.manual_seed(0)

shapes = rng.normal(scale=0.1, size=(10, 3, 1, 1)).astype("float32")
centres = rng.normal(scale=0.25, size=(10, 100)).astype("float32")
labels = rng.integers(0, 10, count)
if model_size == "heavy":
    rows = rng.standard_normal((count, 3, 24, 24), dtype="float32") + shapes[labels]
    model = nn.Sequential(
        nn.Conv2d(3, 32, 3, padding=1),
        nn.BatchNorm2d(32),
        nn.ReLU(),
        nn.Conv2d(32, 32, 3, padding=1),
        nn.BatchNorm2d(32),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Conv2d(32, 64, 3, padding=1),
        nn.BatchNorm2d(64),
        nn.ReLU(),
        nn.AdaptiveAvgPool2d(1),
        nn.Flatten(),
        nn.Dropout(0.3),
        nn.Linear(64, 10),
    )
else:
    rows = rng.standard_normal((count, 100), dtype="float32") + centres[labels]
    width = {"light": 256, "middle": 1024}[model_size]
    model = nn.Sequential(
        nn.Linear(100, width), nn.BatchNorm1d(width), nn.ReLU(), nn.Dropout(0.3), nn.Linear(width, width), nn.ReLU(),
        nn.Linear(width, 10),
    )  # fmt: skip
loader = DataLoader(TensorDataset(torch.from_numpy(rows), torch.from_numpy(labels)), batch_size=100)

if way == "train":
    optimizer = torch.optim.Adam(model.parameters(), lr=3e-3)
    for xb, yb in loader:
        optimizer.zero_grad()
        nn.functional.cross_entropy(model(xb), yb).backward()
        optimizer.step()
    torch.save(model.state_dict(), "model.pt")
    sys.exit()
model.load_state_dict(torch.load("model.pt"))
if way == "right":
    model.eval()
wall, cpu = time.perf_counter(), time.process_time()
correct = 0
with torch.no_grad():
    for xb, yb in loader:
        correct += (model(xb).argmax(dim=1) == yb).sum().item()
accuracy = correct / count
print(f"accuracy {accuracy:.4f}")
wall, cpu = time.perf_counter() - wall, time.process_time() - cpu

told = {"wall": wall, "cpu": cpu, "data_bytes": rows.nbytes + labels.nbytes, "accuracy": accuracy}
told |= {"ended": time.perf_counter(), "ended_cpu": time.process_time()}
with open(os.environ["LOOP_TIMES"], "w") as file:
    json.dump(told, file)
