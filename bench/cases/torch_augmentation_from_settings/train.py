import torch
from torch import nn
from torch.utils.data import DataLoader

from data import Scans

torch.manual_seed(32)
model = nn.Sequential(nn.Linear(64, 64), nn.ReLU(), nn.Dropout(0.2), nn.Linear(64, 10))
opt = torch.optim.Adam(model.parameters(), lr=3e-3)
loader = DataLoader(Scans("train"), batch_size=40, shuffle=True)
for epoch in range(5):
    model.train()
    for x, y in loader:
        opt.zero_grad()
        nn.functional.cross_entropy(model(x), y).backward()
        opt.step()
model.eval()
right = 0
with torch.no_grad():
    for x, y in DataLoader(Scans("valid"), batch_size=100):
        right += (model(x).argmax(1) == y).sum().item()
print(f"valid: {right / 597:.4f}")
torch.save(model.state_dict(), "scans.pt")
