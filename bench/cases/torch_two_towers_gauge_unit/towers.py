import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, Dataset


class Site(Dataset):
    def __init__(self, path):
        with np.load(path) as f:
            self.parts = {key: f[key] for key in f.files}

    def __len__(self):
        return len(self.parts["label"])

    def __getitem__(self, i):
        return {key: part[i] for key, part in self.parts.items()}


def to_batch(items):
    picture = torch.stack([torch.as_tensor(one["picture"], dtype=torch.float32) for one in items])
    gauges = torch.stack([torch.as_tensor(one["gauges"], dtype=torch.float32) for one in items])
    return {"picture": picture.unsqueeze(1), "gauges": gauges}, torch.tensor([int(one["label"]) for one in items])


class TwoTowers(nn.Module):
    def __init__(self, centre, spread):
        super().__init__()
        self.register_buffer("centre", centre)
        self.register_buffer("spread", spread)
        self.see = nn.Sequential(nn.Conv2d(1, 8, 3, padding=1), nn.ReLU(), nn.Flatten(), nn.Linear(256, 32), nn.ReLU())
        self.feel = nn.Sequential(nn.Linear(4, 24), nn.ReLU())
        self.head = nn.Sequential(nn.Dropout(0.1), nn.Linear(56, 10))

    def forward(self, picture, gauges):
        return self.head(torch.cat([self.see(picture), self.feel((gauges - self.centre) / self.spread)], 1))


def score(model, path):
    model.eval()
    good = total = 0
    with torch.no_grad():
        for batch, label in DataLoader(Site(path), batch_size=64, collate_fn=to_batch):
            good += int((model(**batch).argmax(-1) == label).sum())
            total += len(label)
    return good / total
