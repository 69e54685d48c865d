import joblib
import pandas as pd
import torch
from sklearn.preprocessing import StandardScaler
from torch import nn

torch.manual_seed(8)
df = pd.read_csv("iris.csv")
a, b = df[df.fold == 0], df[df.fold == 1]
columns = ["sl", "sw", "pl", "pw"]
scaler = StandardScaler().fit(a[columns].values)
xa, xb = (torch.tensor(scaler.transform(part[columns].values)).float() for part in (a, b))
ya, yb = torch.tensor(a["code"].values), torch.tensor(b["code"].values)
net = nn.Sequential(nn.Linear(4, 16), nn.ReLU(), nn.Linear(16, 3))
opt = torch.optim.Adam(net.parameters(), lr=0.02)
for epoch in range(40):
    for idx in torch.randperm(len(xa)).split(25):
        opt.zero_grad()
        nn.functional.cross_entropy(net(xa[idx]), ya[idx]).backward()
        opt.step()
net.eval()
with torch.no_grad():
    acc = (net(xb).argmax(dim=1) == yb).float().mean()
print(f"fold 1: {acc.item():.4f}")
torch.save(net.state_dict(), "iris.pt")
joblib.dump(scaler, "scaler.joblib")
