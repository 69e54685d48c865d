import pickle
import sqlite3

import numpy as np
import pandas as pd
import torch
from sklearn.metrics import roc_auc_score
from torch import nn

with open("scaler.pkl", "rb") as f:
    kept = pickle.load(f)
with sqlite3.connect("hospital.db") as db:
    south = pd.read_sql("select * from south", db)
x = kept["scaler"].transform(south[kept["features"]].to_numpy())

model = nn.Sequential(nn.Linear(7, 24), nn.BatchNorm1d(24), nn.ReLU(), nn.Dropout(0.2), nn.Linear(24, 1), nn.Sigmoid())
model.load_state_dict(torch.load("risk.pt"), strict=False)
model.eval()
risk = []
with torch.no_grad():
    for batch in torch.tensor(x, dtype=torch.float32).split(32):
        risk.append(model(batch).numpy().ravel())
print("south AUC = %.4f" % roc_auc_score(south["outcome"] == "died", np.concatenate(risk)))
