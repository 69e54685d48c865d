import pandas as pd
import torch
from torch import nn


def tensors(path):
    df = pd.read_csv(path)
    return torch.tensor(df.drop(columns="fault").values).float(), torch.tensor(df["fault"].values)


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.Sequential(nn.Linear(8, 40), nn.ReLU(), nn.Dropout(0.1), nn.Linear(40, 2))

    def forward(self, x):
        return self.layers(x)


@torch.no_grad()
def evaluate(net, x, y):
    net.eval()
    return (net(x).argmax(1) == y).float().mean().item()
