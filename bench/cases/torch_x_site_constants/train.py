import json

import torch
from meters import Regressor, read
from torch.utils.data import DataLoader, TensorDataset

with open("office.json") as f:
    settings = json.load(f)
torch.manual_seed(3)
x, y = read("train.csv", settings)
model = Regressor(x.shape[1], settings["hidden"], settings["dropout"])
opt = torch.optim.Adam(model.parameters(), lr=0.01)
sched = torch.optim.lr_scheduler.StepLR(opt, 10, 0.3)
for epoch in range(20):
    model.train()
    for xb, yb in DataLoader(TensorDataset(x, y), batch_size=64, shuffle=True):
        loss = torch.nn.functional.smooth_l1_loss(model(xb), yb)
        opt.zero_grad()
        loss.backward()
        opt.step()
    sched.step()
torch.save(model, "office.pth")

model.eval()
xv, yv = read("valid.csv", settings)
with torch.no_grad():
    mae = (model(xv) - yv).abs().mean()
print(f"valid MAE {mae.item():.4f} kWh")
