import pandas as pd
import torch
from torch import nn


def load(path):
    df = pd.read_csv(path)
    return torch.tensor(df.filter(like="pixel").values / 16.0).float(), torch.tensor(df["target"].values)


def build():
    return nn.Sequential(nn.Linear(64, 20), nn.ReLU(), nn.Dropout(0.1), nn.Linear(20, 10))


@torch.no_grad()
def accuracy(net, path):
    net.eval()
    x, y = load(path)
    return (net(x).argmax(1) == y).float().mean().item()
