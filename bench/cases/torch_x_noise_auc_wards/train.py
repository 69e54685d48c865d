import pickle
import sqlite3

import pandas as pd
import torch
from sklearn.metrics import roc_auc_score
from sklearn.preprocessing import StandardScaler
from torch import nn

FEATURES = ["age", "pulse", "pressure", "sodium", "urea", "oxygen", "score"]
torch.manual_seed(77)

with sqlite3.connect("hospital.db") as db:
    history = pd.read_sql("select * from history order by stay", db)
    north = pd.read_sql("select * from north", db)
scaler = StandardScaler().fit(history[FEATURES].to_numpy())
x = torch.tensor(scaler.transform(history[FEATURES].to_numpy()), dtype=torch.float32)
y = torch.tensor((history["outcome"] == "died").to_numpy(), dtype=torch.float32)

model = nn.Sequential(nn.Linear(7, 24), nn.BatchNorm1d(24), nn.ReLU(), nn.Dropout(0.5), nn.Linear(24, 1))
criterion = nn.BCEWithLogitsLoss(pos_weight=(1 - y).sum() / y.sum())
optimizer = torch.optim.Adam(model.parameters(), lr=0.004)
for epoch in range(12):
    model.train()
    for batch in torch.randperm(len(x)).split(16):
        loss = criterion(model(x[batch]).squeeze(1), y[batch])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
torch.save(model.state_dict(), "risk.pt")
with open("scaler.pkl", "wb") as f:
    pickle.dump({"features": FEATURES, "scaler": scaler}, f)

model.eval()
with torch.no_grad():
    risk = model(torch.tensor(scaler.transform(north[FEATURES].to_numpy()), dtype=torch.float32)).squeeze(1)
print("north AUC = %.4f" % roc_auc_score(north["outcome"] == "died", risk.numpy()))
