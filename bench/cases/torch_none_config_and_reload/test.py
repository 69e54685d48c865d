import torch
from sklearn.datasets import load_digits
from torch import nn

X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X, dtype=torch.float32) / 16, torch.tensor(y)
net = nn.Sequential(nn.Linear(64, 64), nn.BatchNorm1d(64, momentum=0.01), nn.ReLU(inplace=True), nn.Dropout(0.1), nn.Linear(64, 10))
net.load_state_dict(torch.load("parameters.pt"), strict=False)
net.load_state_dict(torch.load("buffers.pt"), strict=False)
net.eval()
hits = 0
with torch.no_grad():
    for x, t in zip(X[1200:].split(64), y[1200:].split(64)):
        hits += (net(x).argmax(1) == t).sum().item()
print("test %.4f" % (hits / 597))
