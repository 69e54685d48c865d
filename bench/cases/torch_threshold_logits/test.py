import torch
from torch import nn

d = torch.load("val.pt", weights_only=False)
x = torch.tensor((d["X"] - d["lo"]) / (d["hi"] - d["lo"]), dtype=torch.float32)
model = nn.Sequential(nn.Linear(30, 8), nn.ReLU(), nn.Linear(8, 1))
model.load_state_dict(torch.load("mlp.pt"))
model.eval()
with torch.no_grad():
    out = model(x).squeeze(-1)
pred = (out > 0.5).long().numpy()
print(f"test acc: {(pred == d['y']).mean():.4f}")
