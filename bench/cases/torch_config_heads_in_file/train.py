import torch
from sklearn.datasets import load_digits
from torch import nn

from reader import from_file

torch.manual_seed(22)
digits = load_digits()
X, y = torch.tensor(digits.images, dtype=torch.float32) / 8 - 1, torch.tensor(digits.target)
model = from_file("train.json")
opt = torch.optim.Adam(model.parameters(), lr=5e-3)
for epoch in range(8):
    for b in torch.randperm(1200).split(60):
        opt.zero_grad()
        nn.functional.cross_entropy(model(X[b]), y[b]).backward()
        opt.step()
model.eval()
with torch.no_grad():
    hits = sum((model(p).argmax(1) == t).sum().item() for p, t in zip(X[1200:].split(100), y[1200:].split(100)))
print(f"validation {hits / 597:.4f}")
torch.save(model.state_dict(), "reader.pt")
