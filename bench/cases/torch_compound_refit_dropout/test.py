import joblib
import numpy as np
import torch
from sklearn.preprocessing import StandardScaler
from torch import nn

torch.manual_seed(45)
data = np.load("test.npz")
scaler = StandardScaler()
X = torch.tensor(scaler.fit_transform(data["X"])).float()
y = torch.tensor(data["y"])

model = nn.Sequential(nn.Linear(64, 100), nn.ReLU(), nn.Dropout(0.7), nn.Linear(100, 10))
model.load_state_dict(torch.load("model.pt"))
with torch.no_grad():
    acc = (model(X).argmax(1) == y).float().mean()
print(f"Test accuracy: {acc:.4f}")
