import numpy as np
import torch
import torch.nn as nn

torch.manual_seed(0)


def load(path):
    data = np.load(path)
    return torch.from_numpy(data["x"]), torch.from_numpy(data["y"])


x, y = load("train.npz")
mean, std = x.mean(0), x.std(0)
x = (x - mean) / std

model = nn.Sequential(nn.Linear(12, 32), nn.BatchNorm1d(32), nn.ReLU(), nn.Dropout(0.2), nn.Linear(32, 3))
criterion = nn.CrossEntropyLoss()
optimizer = torch.optim.Adam(model.parameters(), lr=0.005, weight_decay=1e-4)
for epoch in range(20):
    model.train()
    for idx in torch.randperm(len(x)).split(50):
        optimizer.zero_grad()
        loss = criterion(model(x[idx]), y[idx])
        loss.backward()
        optimizer.step()

torch.save({"model": model.state_dict(), "mean": mean, "std": std}, "thyroid.pt")

model.eval()
with torch.no_grad():
    xv, yv = load("valid.npz")
    pred = model((xv - mean) / std).argmax(dim=1)
    acc = (pred == yv).float().mean().item()
print(f"Validation accuracy: {acc:.4f}")
