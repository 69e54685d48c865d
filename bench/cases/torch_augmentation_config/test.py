import numpy as np
import torch
from torch.utils.data import DataLoader

from digits import Part
from net import build, score

np.random.seed(0)
net = build()
net.load_state_dict(torch.load("net.pt"))
print(f"test acc {score(net, DataLoader(Part('test'), batch_size=64)):.4f}")
