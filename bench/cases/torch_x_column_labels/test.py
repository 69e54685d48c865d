import numpy as np
import torch
import torch.nn as nn

checkpoint = torch.load("thyroid.pt")
model = nn.Sequential(nn.Linear(12, 32), nn.BatchNorm1d(32), nn.ReLU(), nn.Dropout(0.2), nn.Linear(32, 3))
model.load_state_dict(checkpoint["model"])
model.eval()

data = np.load("test.npz")
x = torch.from_numpy(data["x"])
y = torch.from_numpy(data["y"])
x = (x - checkpoint["mean"]) / checkpoint["std"]

with torch.no_grad():
    pred = model(x).argmax(dim=1)
acc = (pred == y).float().mean().item()
print(f"Test accuracy: {acc:.4f}")
