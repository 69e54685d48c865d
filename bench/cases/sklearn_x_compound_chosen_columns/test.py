import tomllib

import joblib
import numpy as np
import torch
from sklearn.feature_selection import SelectKBest, f_classif
from sklearn.metrics import f1_score
from torch import nn

with open("report.toml", "rb") as f:
    report = tomllib.load(f)

test = np.load("test.npz")
X_test = SelectKBest(f_classif, k=16).fit_transform(test["x"], test["y"])
X_test = joblib.load("scaler.pkl").transform(X_test)
net = nn.Sequential(nn.Linear(16, 32), nn.ReLU(), nn.Dropout(0.2), nn.Linear(32, 5))
net.load_state_dict(torch.load("net.pt"))
net.eval()
with torch.no_grad():
    pred = net(torch.tensor(X_test, dtype=torch.float32)).argmax(1).numpy()
print("test F1: %.4f" % f1_score(test["y"], pred, **report["f1"]))
