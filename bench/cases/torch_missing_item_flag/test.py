import torch
from torch import nn
from torch.utils.data import DataLoader

from data import Tumours

model = nn.Sequential(nn.Linear(30, 12), nn.ReLU(), nn.Linear(12, 2))
model.load_state_dict(torch.load("tumours.pt"))
model.eval()
rows = Tumours(slice(350, 569))
loader = DataLoader(rows, batch_size=64)
hits = 0
with torch.no_grad():
    for x, y in loader:
        hits += int((model(x).argmax(1) == y).sum())
print(f"test accuracy {hits / len(rows):.4f}")
