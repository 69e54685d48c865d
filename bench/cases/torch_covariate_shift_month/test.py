import torch

from data import load

net = torch.load("demand.pt", weights_only=False).eval()
hits = []
with torch.no_grad():
    for x, y in load("june.csv"):
        hits.append(((net(x).squeeze(1) > 0) == y.bool()).float())
print("june", f"{torch.cat(hits).mean().item():.4f}")
