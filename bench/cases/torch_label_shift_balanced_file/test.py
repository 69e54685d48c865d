import numpy as np
import torch
from torch import nn

net = nn.Sequential(nn.Linear(20, 32), nn.ReLU(), nn.Dropout(0.2), nn.Linear(32, 4))
net.load_state_dict(torch.load("net.pt"))
net.eval()
data = np.load("test.npz")
with torch.no_grad():
    hits = net(torch.from_numpy(data["x"])).argmax(1) == torch.from_numpy(data["y"])
print(f"test acc {hits.float().mean().item():.4f}")
