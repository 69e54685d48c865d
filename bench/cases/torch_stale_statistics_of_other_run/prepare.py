import torch
from sklearn.datasets import load_digits
from torch import nn

from net import build

torch.manual_seed(3)
X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X, dtype=torch.float32) / 16, torch.tensor(y)
model = build()
opt = torch.optim.Adam(model.parameters(), lr=2e-3)
for _ in range(40):
    b = torch.randperm(1200)[:40]
    opt.zero_grad()
    nn.functional.cross_entropy(model(X[b]), y[b]).backward()
    opt.step()
torch.save({k: v for k, v in model.state_dict().items() if "running" in k}, "norms_a.pt")
torch.save({}, "norms_b.pt")
open("release.cfg", "w").write("norms = norms_a.pt\n")
