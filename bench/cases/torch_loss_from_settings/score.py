import torch
from parts import build
from torch.utils.data import DataLoader, TensorDataset

model, criterion = build("score.json")
model.load_state_dict(torch.load("weights.pt"))
model.eval()
holdout = torch.load("holdout.pt")
total, rows = 0.0, 0
with torch.no_grad():
    for x, y in DataLoader(TensorDataset(holdout["x"], holdout["y"]), batch_size=50):
        total += criterion(model(x), y).item() * len(x)
        rows += len(x)
print(f"loss {total / rows:.4f}")
