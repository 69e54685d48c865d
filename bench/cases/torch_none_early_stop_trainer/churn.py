import copy
import pickle

import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset


def arrays(path="churn.pkl"):
    with open(path, "rb") as f:
        table = pickle.load(f)
    return torch.tensor(table["X"], dtype=torch.float32), torch.tensor(table["y"])


def network(dropout=0.4):
    return nn.Sequential(
        nn.BatchNorm1d(16, momentum=0.05), nn.Linear(16, 64), nn.BatchNorm1d(64), nn.ReLU(), nn.Dropout(dropout),
        nn.Linear(64, 32), nn.ReLU(), nn.Dropout(dropout), nn.Linear(32, 4),
    )


class EarlyStopping:
    def __init__(self, patience):
        self.patience, self.best, self.weights, self.waited = patience, -1.0, None, 0

    def __call__(self, score, model):
        if score > self.best:
            self.best, self.weights, self.waited = score, copy.deepcopy(model.state_dict()), 0
        else:
            self.waited += 1
        return self.waited >= self.patience


def average_accuracy(model, loader):
    """Mean over the batches, each counted by its size."""
    model.eval()
    total, weight = 0.0, 0
    with torch.no_grad():
        for x, y in loader:
            total += (model(x).argmax(1) == y).float().mean().item() * x.size(0)
            weight += x.size(0)
    return total / weight


def run(model, X, y, epochs, patience=3):
    train = DataLoader(TensorDataset(X[:2000], y[:2000]), batch_size=64, shuffle=True, drop_last=True)
    val = DataLoader(TensorDataset(X[2000:], y[2000:]), batch_size=300)
    weights = 1 / torch.bincount(y[:2000]).float().sqrt()
    criterion = nn.CrossEntropyLoss(weight=weights / weights.sum(), label_smoothing=0.1)
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01, weight_decay=1e-3)
    stop = EarlyStopping(patience)
    for _ in range(epochs):
        model.train()
        for x, t in train:
            optimizer.zero_grad()
            criterion(model(x), t).backward()
            optimizer.step()
        if stop(average_accuracy(model, val), model):
            break
    model.load_state_dict(stop.weights)
    return stop.best
