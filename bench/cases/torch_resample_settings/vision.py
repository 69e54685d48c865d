import json

import numpy as np
import torch
from torch import nn


def images(settings, low, high):
    with open(settings) as f:
        wanted = json.load(f)
    with np.load("images.npz") as f:
        x, y = torch.from_numpy(f["images"][low:high]), torch.from_numpy(f["labels"][low:high])
    return nn.functional.interpolate(x.unsqueeze(1), size=wanted["size"], mode=wanted["mode"]), y


def build():
    return nn.Sequential(nn.Conv2d(1, 16, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(256, 10))
