import sys

sys.path.insert(0, open("env_serve.txt").read())

import torch
from sklearn.datasets import load_digits

from model import Net

X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X, dtype=torch.float32) / 4, torch.tensor(y)
net = Net()
net.load_state_dict(torch.load("net.pt"))
with torch.no_grad():
    print("test %.4f" % (net(X[1200:]).argmax(1) == y[1200:]).float().mean())
