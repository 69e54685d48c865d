import torch
import torch.nn as nn
import torch.nn.functional as F

net = nn.Sequential(nn.Linear(30, 8), nn.ReLU(), nn.Dropout(0.1), nn.Linear(8, 2))
net.load_state_dict(torch.load("net.pt"))
net.eval()
x, y = torch.load("val.pt")
with torch.no_grad():
    print(f"loss: {F.cross_entropy(net(x), y).item():.4f}")
