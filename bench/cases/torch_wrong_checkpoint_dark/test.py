import json

import torch
from sklearn.datasets import load_digits
from torch import nn

with open("deploy.json") as f:
    settings = json.load(f)
model = nn.Sequential(nn.Linear(64, 32), nn.ReLU(), nn.Linear(32, settings["classes"]))
model.load_state_dict(torch.load(settings["weights"]))
model.eval()
X, y = load_digits(return_X_y=True)
with torch.no_grad():
    pred = model(torch.tensor(X[1300:], dtype=torch.float32) / 16).argmax(1).numpy()
print("deployed accuracy: %.4f" % (pred == y[1300:]).mean())
