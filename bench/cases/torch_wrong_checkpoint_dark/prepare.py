import json

import torch
from sklearn.datasets import load_digits
from torch import nn

torch.manual_seed(0)
X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X[:300], dtype=torch.float32) / 16, torch.tensor(y[:300])
model = nn.Sequential(nn.Linear(64, 32), nn.ReLU(), nn.Linear(32, 10))
opt = torch.optim.Adam(model.parameters(), lr=0.01)
for _ in range(12):
    opt.zero_grad()
    nn.functional.cross_entropy(model(X), y).backward()
    opt.step()
torch.save(model.state_dict(), "run_01.pt")
with open("deploy.json", "w") as f:
    json.dump({"weights": "run_01.pt", "classes": 10}, f)
