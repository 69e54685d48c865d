"""A small residual network trained in PyTorch on colour images of 16 by 16, batches of 64."""

import json
import os
import time

import numpy as np
import torch
from torch import nn
from torch.nn import functional
from torch.utils.data import DataLoader, TensorDataset

EPOCHS = int(os.environ.get("EPOCHS", "2"))
rng = np.random.default_rng(0)
torch.manual_seed(0)

shapes = rng.normal(size=(10, 3, 16, 16)).astype("float32")
labels = rng.integers(0, 10, 1280)
images = shapes[labels] + rng.normal(scale=2.0, size=(1280, 3, 16, 16)).astype("float32")
X, y = torch.from_numpy(images), torch.from_numpy(labels)
train_loader = DataLoader(TensorDataset(X[:1024], y[:1024]), batch_size=64, shuffle=True)
val_loader = DataLoader(TensorDataset(X[1024:], y[1024:]), batch_size=64)


class Block(nn.Module):
    def __init__(self, before, after, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(before, after, 3, stride=stride, padding=1, bias=False)
        self.norm1 = nn.BatchNorm2d(after)
        self.conv2 = nn.Conv2d(after, after, 3, padding=1, bias=False)
        self.norm2 = nn.BatchNorm2d(after)
        self.short = nn.Identity()
        if before != after:
            self.short = nn.Sequential(nn.Conv2d(before, after, 1, stride=stride, bias=False), nn.BatchNorm2d(after))

    def forward(self, x):
        inside = functional.relu(self.norm1(self.conv1(x)))
        return functional.relu(self.norm2(self.conv2(inside)) + self.short(x))


model = nn.Sequential(
    nn.Conv2d(3, 32, 3, padding=1, bias=False),
    nn.BatchNorm2d(32),
    nn.ReLU(),
    Block(32, 32, 1),
    Block(32, 32, 1),
    Block(32, 64, 2),
    Block(64, 64, 1),
    nn.AdaptiveAvgPool2d(1),
    nn.Flatten(),
    nn.Dropout(0.2),
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
