"""One evaluation of a linear network on rows that are made while they are read: as many as are asked for.

stream.py ROWS
"""

import json
import os
import sys
import time

import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, IterableDataset

FEATURES, CHUNK = 10, 5000
count = int(sys.argv[1])
torch.manual_seed(0)
weights = np.random.default_rng(0).normal(size=FEATURES).astype("float32")


class Stream(IterableDataset):
    def __iter__(self):
        rng = np.random.default_rng(1)
        for _ in range(count // CHUNK):
            rows = rng.standard_normal((CHUNK, FEATURES), dtype="float32")
            labels = (rows @ weights + rng.standard_normal(CHUNK, dtype="float32") > 0).astype("int64")
            yield torch.from_numpy(rows), torch.from_numpy(labels)


model = nn.Sequential(nn.Linear(FEATURES, 2), nn.Dropout(0.3))
with torch.no_grad():
    model[0].weight.copy_(torch.from_numpy(np.stack([-weights, weights])))
    model[0].bias.zero_()

wall, cpu = time.perf_counter(), time.process_time()
correct = 0
with torch.no_grad():
    for xb, yb in DataLoader(Stream(), batch_size=None):
        correct += (model(xb).argmax(dim=1) == yb).sum().item()
accuracy = correct / count
print(f"accuracy {accuracy:.4f}")
wall, cpu = time.perf_counter() - wall, time.process_time() - cpu

with open(os.environ["LOOP_TIMES"], "w") as file:
    json.dump({"wall": wall, "cpu": cpu, "data_bytes": count * (4 * FEATURES + 8)}, file)
