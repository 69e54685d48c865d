import torch
from sklearn.datasets import load_digits
from torch import nn


def rows(classes, low, high):
    X = torch.tensor(load_digits().data[low:high] / 16).float()
    with open("labels.txt") as f:
        said = f.read().split()[low:high]
    return X, torch.tensor([classes.index(name) for name in said])


def net():
    return nn.Sequential(nn.Linear(64, 64), nn.ReLU(), nn.Dropout(0.1), nn.Linear(64, 10))
