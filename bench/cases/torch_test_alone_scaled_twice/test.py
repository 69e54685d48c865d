import numpy as np
import torch
from torch import nn


class Cells(nn.Sequential):
    def __init__(self):
        super().__init__(nn.Linear(30, 24), nn.ReLU(), nn.Dropout(0.3), nn.Linear(24, 2))


saved = torch.load("cells.pt")
model = Cells()
model.load_state_dict(saved["net"])
model.eval()

data = np.load("export/val.npz")
x = torch.from_numpy(data["x"])
labels = torch.from_numpy(data["y"])
x = (x - saved["mean"]) / saved["std"]
hits = 0
with torch.no_grad():
    for i in range(0, len(x), 65):
        out = model(x[i : i + 65].float())
        hits += (out.argmax(1) == labels[i : i + 65]).sum().item()
print(f"test acc: {hits / len(x):.4f}")
