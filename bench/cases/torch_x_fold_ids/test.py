import pandas as pd
import torch
from churn import build, tensors

model = build()
model.load_state_dict(torch.load("churn.pt", map_location="cpu"))
model.eval()

x, y = tensors(pd.read_csv("winter.csv"))
with torch.no_grad():
    prob = torch.sigmoid(model(x))
print("Test acc:", round(((prob > 0.5).float() == y).float().mean().item(), 4))
