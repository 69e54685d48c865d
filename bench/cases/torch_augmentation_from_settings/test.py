import torch
from torch import nn
from torch.utils.data import DataLoader

from data import Scans

torch.manual_seed(5)
model = nn.Sequential(nn.Linear(64, 64), nn.ReLU(), nn.Dropout(0.2), nn.Linear(64, 10))
model.load_state_dict(torch.load("scans.pt"))
model.eval()
right = 0
with torch.no_grad():
    for x, y in DataLoader(Scans("test"), batch_size=100):
        right += (model(x).argmax(1) == y).sum().item()
print(f"test: {right / 597:.4f}")
