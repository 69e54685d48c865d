import numpy as np
import torch
from torch import nn

from preprocess import standardize

data = np.load("valid.npz")
x = torch.from_numpy(standardize(data["X"])).float()
net = nn.Sequential(nn.Linear(30, 16), nn.ReLU(), nn.Linear(16, 1))
net.load_state_dict(torch.load("net.pt"))
net.eval()
with torch.no_grad():
    found = (net(x).squeeze(1) > 0).numpy().astype(int)
print("benign cases, accuracy at test: %.3f" % (found == data["y"]).mean())
