import torch
from torch import nn, optim
from torch.utils.data import DataLoader

from dataset import DigitsDataset

torch.manual_seed(99)
train_loader = DataLoader(DigitsDataset(train=True), batch_size=32, shuffle=True)
valid_loader = DataLoader(DigitsDataset(train=False), batch_size=100)

model = nn.Sequential(nn.Linear(64, 64), nn.BatchNorm1d(64), nn.ReLU(), nn.Linear(64, 10))
opt = optim.Adam(model.parameters(), lr=1e-3)
for epoch in range(6):
    model.train()
    for x, t in train_loader:
        opt.zero_grad()
        nn.functional.cross_entropy(model(x), t).backward()
        opt.step()

model.eval()
with torch.no_grad():
    n_ok = sum((model(x).argmax(1) == t).sum() for x, t in valid_loader)
print("Validation accuracy: {:.2%}".format(n_ok.item() / len(valid_loader.dataset)))
torch.save(model, "model.pth")
