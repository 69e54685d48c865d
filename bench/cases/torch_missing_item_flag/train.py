import torch
from torch import nn
from torch.utils.data import DataLoader

from data import Tumours

torch.manual_seed(0)
fit = DataLoader(Tumours(slice(0, 350), standardise=True), batch_size=25, shuffle=True)
check = DataLoader(Tumours(slice(350, 569), standardise=True), batch_size=64)
model = nn.Sequential(nn.Linear(30, 12), nn.ReLU(), nn.Linear(12, 2))
adam = torch.optim.Adam(model.parameters(), lr=0.01)
for epoch in range(6):
    for x, y in fit:
        loss = nn.functional.cross_entropy(model(x), y)
        adam.zero_grad()
        loss.backward()
        adam.step()

model.eval()
hits = 0
with torch.no_grad():
    for x, y in check:
        hits += int((model(x).argmax(1) == y).sum())
print(f"check accuracy {hits / len(check.dataset):.4f}")
torch.save(model.state_dict(), "tumours.pt")
