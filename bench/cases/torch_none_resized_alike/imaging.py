import numpy as np
import torch
import torch.nn.functional as F


def load(path, first=0, last=None):
    with np.load(path) as f:
        images, labels = f["images"][first:last], f["labels"][first:last]
    x = torch.from_numpy(images).unsqueeze(1)
    return F.interpolate(x, size=(4, 4), mode="area").flatten(1), torch.from_numpy(labels)
