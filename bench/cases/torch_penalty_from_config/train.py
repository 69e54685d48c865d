import json

import torch
from objective import objective
from sklearn.datasets import load_wine
from torch import nn
from torch.utils.data import DataLoader, TensorDataset, random_split

config = json.load(open("config.json"))
torch.manual_seed(1)
x, y = load_wine(return_X_y=True)
x = torch.tensor((x - x.mean(0)) / x.std(0)).float()
train, valid = random_split(TensorDataset(x, torch.tensor(y)), [100, 78])
model = nn.Sequential(nn.Linear(13, config["hidden"]), nn.Tanh(), nn.Linear(config["hidden"], 3))
optimizer = torch.optim.Adam(model.parameters(), lr=config["lr"])
for epoch in range(6):
    for xb, yb in DataLoader(train, batch_size=20, shuffle=True):
        optimizer.zero_grad()
        objective(model, xb, yb, config["terms"]).backward()
        optimizer.step()

model.eval()
total = 0.0
with torch.no_grad():
    for xb, yb in DataLoader(valid, batch_size=32):
        total += objective(model, xb, yb, config["terms"]).item() * len(yb)
print("validation loss", round(total / len(valid), 4))
torch.save({"model": model.state_dict(), "rows": valid.indices, "x": x, "y": torch.tensor(y)}, "run.pt")
