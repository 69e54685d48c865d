import json

import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, Dataset


class Beats(Dataset):
    def __init__(self, manifest):
        with open(manifest) as f:
            self.info = json.load(f)
        with np.load(self.info["file"]) as data:
            self.signal, self.label = data["signal"], data["label"]

    def __len__(self):
        return len(self.label)

    def __getitem__(self, i):
        return torch.from_numpy(self.signal[i])[None], int(self.label[i])


class ConvNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv1d(1, 12, 5, padding=2)
        self.bn = nn.BatchNorm1d(12)
        self.fc = nn.Linear(12 * 12, 6)
        self.drop = nn.Dropout(0.2)

    def forward(self, x):
        x = nn.functional.max_pool1d(torch.relu(self.bn(self.conv(x))), 2)
        return self.fc(self.drop(x.flatten(1)))


def accuracy(model, data, batch_size=64):
    model.eval()
    correct = 0
    with torch.no_grad():
        for x, y in DataLoader(data, batch_size=batch_size):
            correct += (model(x).argmax(dim=1) == y).sum().item()
    return correct / data.info["count"]
