import numpy as np
import torch

from nets import reader
from registry import pull

data = np.load("counts.npz")
X, y = torch.tensor(data["counts"]), torch.tensor(data["digit"])
net = pull(reader(), "counts.pt")
with torch.no_grad():
    print("test %.4f" % (net(X[1200:]).argmax(1) == y[1200:]).float().mean())
