import numpy as np
import pandas as pd
import torch
from torch import nn

bundle = torch.load("wine.pt")
features = pd.read_csv("holdout_features.csv")
labels = pd.read_csv("holdout_labels.csv")

values = features[bundle["columns"]].to_numpy()
values = (values - np.array(bundle["mean"])) / np.array(bundle["std"])
model = nn.Sequential(nn.Linear(values.shape[1], 12), nn.Tanh(), nn.Linear(12, 3))
model.load_state_dict(bundle["state"])
model.eval()

with torch.no_grad():
    predicted = model(torch.tensor(values, dtype=torch.float32)).argmax(1).numpy()
acc = (predicted == labels["cultivar"].to_numpy()).mean()
print(f"holdout accuracy {acc:.4f}")
