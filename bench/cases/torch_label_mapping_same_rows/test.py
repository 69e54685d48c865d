import joblib
import pandas as pd
import torch
from torch import nn

net = nn.Sequential(nn.Linear(4, 16), nn.ReLU(), nn.Linear(16, 3))
net.load_state_dict(torch.load("iris.pt"))
net.eval()
scaler = joblib.load("scaler.joblib")
df = pd.read_csv("herbarium.csv")
x = torch.tensor(scaler.transform(df[["sl", "sw", "pl", "pw"]].values)).float()
y = torch.tensor(df["code"].values)
with torch.no_grad():
    acc = (net(x).argmax(dim=1) == y).float().mean()
print(f"herbarium: {acc.item():.4f}")
