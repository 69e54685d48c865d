import json
import random

import torch
from sklearn.datasets import load_digits
from torch import nn
from torch.utils.data import DataLoader, Dataset


class Glyphs(Dataset):
    def __init__(self, part, jitter=0):
        digits = load_digits()
        self.images, self.labels, self.jitter = digits.images[part] / 16, digits.target[part], jitter

    def __len__(self):
        return len(self.labels)

    def __getitem__(self, i):
        image = torch.tensor(self.images[i], dtype=torch.float32)
        if self.jitter:
            image = image.roll(random.randint(-self.jitter, self.jitter), 1)
        return image.unsqueeze(0), int(self.labels[i])


class Engine:
    def __init__(self):
        self.model = nn.Sequential(
            nn.Conv2d(1, 12, 3), nn.ReLU(), nn.Flatten(), nn.Dropout(0.2), nn.Linear(432, 10)
        )

    def fit(self, part, epochs=6):
        opt = torch.optim.Adam(self.model.parameters(), 2e-3)
        for _ in range(epochs):
            self.model.train()
            for x, y in DataLoader(Glyphs(part, jitter=1), batch_size=40, shuffle=True):
                opt.zero_grad()
                nn.functional.cross_entropy(self.model(x), y).backward()
                opt.step()

    @torch.no_grad()
    def loss(self, part, settings):
        cfg = json.load(open(settings))
        weight = cfg["loss"]["weight"]
        criterion = nn.CrossEntropyLoss(weight=torch.tensor(weight).float() if weight else None, reduction="sum")
        self.model.eval()
        total = mass = 0.0
        for x, y in DataLoader(Glyphs(part, cfg["jitter"]), batch_size=64):
            total += criterion(self.model(x), y).item()
            mass += criterion.weight[y].sum().item() if weight else len(y)
        return total / mass
