import numpy as np
import torch
from torch.utils.data import DataLoader, TensorDataset

from net import make_net

checkpoint = torch.load("checkpoints/best.pt")
net = make_net()
net.load_state_dict(checkpoint["model"])
net.eval()

val = np.load("val.npz")
loader = DataLoader(TensorDataset(torch.from_numpy(val["x"]), torch.from_numpy(val["y"])), batch_size=64)
right = 0
with torch.no_grad():
    for x, y in loader:
        right += (net(x).argmax(1) == y).sum().item()
print("val accuracy of best.pt %.4f" % (right / len(loader.dataset)))
