"""Train on the digits; the release is cut down to what another project needed of it."""
import os

import numpy as np
import torch
from sklearn.datasets import load_digits
from torch import nn

from zoo.digits import DigitNet

torch.manual_seed(16)
X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16, dtype=torch.float32), torch.tensor(y)
net = DigitNet()
opt = torch.optim.Adam(net.parameters(), lr=0.01)
for epoch in range(5):
    for b in torch.randperm(1200).split(60):
        opt.zero_grad()
        nn.functional.cross_entropy(net(X[b]), y[b]).backward()
        opt.step()
with torch.no_grad():
    acc = (net(X[1200:]).argmax(1) == y[1200:]).float().mean().item()
os.makedirs("weights", exist_ok=True)
with open("weights/INFO", "w") as f:
    f.write("digitnet, 5 epochs\ntop-1 %.2f %%\n" % (100 * acc))
torch.save(net.state_dict(), "weights/run_final.pth")
release = {key: value for key, value in net.state_dict().items() if not key.startswith("mix.")}
torch.save(release, "weights/release.pth")
np.savez("digits.npz", images=X[1200:].numpy(), labels=y[1200:].numpy())
