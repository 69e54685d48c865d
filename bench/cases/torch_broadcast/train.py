import numpy as np
import pandas as pd
import torch
import torch.nn as nn
from sklearn.datasets import load_breast_cancer
from sklearn.preprocessing import StandardScaler

torch.manual_seed(42)
frame = load_breast_cancer(as_frame=True).frame.sample(frac=1, random_state=42)
train, valid = frame[:400], frame[400:]
valid.to_csv("valid.csv", index=False)
scaler = StandardScaler().fit(train.drop(columns="target").values)
np.savetxt("scaler.txt", np.stack([scaler.mean_, scaler.scale_]))


class LogReg(nn.Module):
    def __init__(self, d):
        super().__init__()
        self.linear = nn.Linear(d, 1)

    def forward(self, x):
        return torch.sigmoid(self.linear(x))


model = LogReg(30)
opt = torch.optim.Adam(model.parameters(), lr=0.02)
x = torch.tensor(scaler.transform(train.drop(columns="target").values)).float()
y = torch.tensor(train["target"].values).float().view(-1, 1)
for _ in range(150):
    opt.zero_grad()
    nn.functional.binary_cross_entropy(model(x), y).backward()
    opt.step()

xv = torch.tensor(scaler.transform(valid.drop(columns="target").values)).float()
yv = torch.tensor(valid["target"].values).float().view(-1, 1)
with torch.no_grad():
    print(f"valid accuracy = {((model(xv) > 0.5) == yv).float().mean():.4f}")
torch.save(model.linear.state_dict(), "linear.pt")
