import torch
from sklearn.datasets import load_digits
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X[1300:], dtype=torch.float32) / 64.0, torch.tensor(y[1300:])
net = nn.Sequential(nn.Linear(64, 48), nn.ReLU(), nn.BatchNorm1d(48), nn.Linear(48, 10))
net.load_state_dict(torch.load("net.pt"))
right = 0
with torch.no_grad():
    for xb, yb in DataLoader(TensorDataset(X, y), batch_size=7):
        right += (net(xb).argmax(1) == yb).sum().item()
print("test accuracy", f"{right / len(y):.4f}")
