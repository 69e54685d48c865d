import torch
from sklearn.datasets import load_digits
from torch import nn

from models import build

torch.manual_seed(47)
X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 8 - 1).float(), torch.tensor(y)
model = build("experiment")
opt = torch.optim.Adam(model.parameters(), lr=2e-3)
for epoch in range(6):
    for b in torch.randperm(1200).split(40):
        opt.zero_grad()
        nn.functional.cross_entropy(model(X[b]), y[b]).backward()
        opt.step()
model.eval()
with torch.no_grad():
    print(f"validation accuracy: {(model(X[1200:]).argmax(1) == y[1200:]).float().mean():.4f}")
torch.save(model.state_dict(), "export/weights.pt")
