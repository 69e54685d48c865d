import torch
from sklearn.datasets import load_digits
from torch import nn

from net import build

torch.manual_seed(14)
X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X, dtype=torch.float32), torch.tensor(y)
model = build()
opt = torch.optim.Adam(model.parameters(), lr=2e-3)
for epoch in range(6):
    model.train()
    for b in torch.randperm(1200).split(40):
        opt.zero_grad()
        nn.functional.cross_entropy(model(X[b]), y[b]).backward()
        opt.step()
model.eval()
with torch.no_grad():
    val = (model(X[1200:]).argmax(1) == y[1200:]).float().mean()
print(f"val {val:.4f}")
torch.save(model.state_dict(), "weights.pt")
