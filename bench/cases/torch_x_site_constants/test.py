import json

import torch
from meters import read
from sklearn.metrics import mean_absolute_error

with open("october.json") as f:
    settings = json.load(f)
model = torch.load("office.pth", weights_only=False)
model.eval()
x, y = read("october.csv", settings)
with torch.no_grad():
    pred = model(x)
print(f"October MAE {mean_absolute_error(y, pred):.4f} kWh")
