import torch
from sklearn.datasets import load_digits
from torch import nn

from net import build

X, y = load_digits(return_X_y=True)
net = build()
net.load_state_dict(torch.load("net.pt"))
net.eval()
with torch.no_grad():
    outputs = net(torch.tensor(X[1200:], dtype=torch.float32) / 16)
print(f"loss from disk {nn.functional.cross_entropy(outputs, torch.tensor(y[1200:])):.4f}")
