import json

import torch
from sklearn.datasets import load_wine
from sklearn.preprocessing import StandardScaler
from torch import nn

from objective import Objective

with open("run.json") as f:
    settings = json.load(f)
torch.manual_seed(83)
X, y = load_wine(return_X_y=True)
order = torch.randperm(len(y))
X, y = X[order], torch.tensor(y)[order]
scaler = StandardScaler().fit(X[:90])
X = torch.tensor(scaler.transform(X)).float()
model = nn.Sequential(nn.Linear(13, 12), nn.Tanh(), nn.Linear(12, 3))
objective = Objective(settings)
optimizer = torch.optim.Adam(model.parameters(), lr=settings["lr"])
for epoch in range(settings["epochs"]):
    for b in torch.randperm(90).split(10):
        optimizer.zero_grad()
        objective(model, model(X[b]), y[b]).backward()
        optimizer.step()
with torch.no_grad():
    valid_loss = objective(model, model(X[90:]), y[90:])
print(f"valid loss: {valid_loss.item():.4f}")
torch.save({"model": model.state_dict(), "x": X[90:], "y": y[90:]}, "wine.pt")
