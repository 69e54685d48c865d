import numpy as np
import torch
from sklearn.neighbors import KNeighborsClassifier
from torch import nn


class LeafNet(nn.Module):
    def __init__(self, size=30, out=8):
        super().__init__()
        self.body = nn.Sequential(nn.Linear(size, 64), nn.LayerNorm(64), nn.GELU(), nn.Dropout(0.1), nn.Linear(64, out))

    def forward(self, x):
        return nn.functional.normalize(self.body(x), dim=-1)


def load(name):
    part = np.load(name)
    return torch.from_numpy(part["x"]), part["kind"]


@torch.inference_mode()
def embed(net, x):
    net.eval()
    return torch.cat([net(part) for part in x.split(128)]).numpy()


def recall(net, k=5):
    x, kind = load("gallery.npz")
    queries, asked = load("queries.npz")
    neighbours = KNeighborsClassifier(k, metric="cosine").fit(embed(net, x), kind)
    return (neighbours.predict(embed(net, queries)) == asked).mean()
