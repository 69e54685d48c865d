import csv
import json
import sqlite3

import numpy as np
import torch
from torch import nn

with open("cells.json") as f:
    info = json.load(f)
net = nn.Sequential(nn.Linear(30, 8), nn.Tanh(), nn.Dropout(0.3), nn.Linear(8, 1))
net.load_state_dict(torch.load("cells.pt"))
net.eval()
db = sqlite3.connect("clinic_b.db")
names = db.execute("select sample from cells").fetchall()
rows = db.execute("select " + ", ".join(f'"{c}"' for c in info["columns"]) + " from cells").fetchall()
mean, std = (np.array([info[k][c] for c in info["columns"]]) for k in ("mean", "std"))
X = torch.tensor((np.array(rows) - mean) / std, dtype=torch.float32)
with torch.no_grad():
    probability = torch.sigmoid(net(X)).squeeze(1).numpy()
with open("predictions.csv", "w", newline="") as f:
    writer = csv.writer(f)
    writer.writerow(["sample", "p_malignant"])
    for (name,), p in sorted(zip(names, probability), key=lambda pair: pair[0][0][::-1]):
        writer.writerow([name, f"{p:.5f}"])
