"""Train the cell classifier as the other team did and export its validation rows."""
import os

import numpy as np
import torch
from sklearn.datasets import load_breast_cancer
from sklearn.model_selection import train_test_split
from torch import nn

torch.manual_seed(4)
X, y = load_breast_cancer(return_X_y=True)
xt, xv, yt, yv = train_test_split(X, y, test_size=260, random_state=4, stratify=y)
mean, std = xt.mean(0), xt.std(0)


def standardise(x):
    return (x - mean) / std


net = nn.Sequential(nn.Linear(30, 24), nn.ReLU(), nn.Dropout(0.3), nn.Linear(24, 2))
opt = torch.optim.Adam(net.parameters(), lr=0.01)
a, b = torch.tensor(standardise(xt), dtype=torch.float32), torch.tensor(yt)
for epoch in range(60):
    opt.zero_grad()
    nn.functional.cross_entropy(net(a), b).backward()
    opt.step()
net.eval()
with torch.no_grad():
    acc = (net(torch.tensor(standardise(xv), dtype=torch.float32)).argmax(1).numpy() == yv).mean()
with open("train.log", "w") as f:
    f.write("60 epochs, lr 0.01\nbest val_acc %.4f\n" % acc)
torch.save({"net": net.state_dict(), "mean": torch.tensor(mean), "std": torch.tensor(std)}, "cells.pt")
os.makedirs("export", exist_ok=True)
np.savez("export/val.npz", x=standardise(xv), y=yv)
