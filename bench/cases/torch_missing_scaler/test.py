import joblib
import numpy as np
import torch
from torch import nn

scaler = joblib.load("scaler.pkl")
with np.load("test.npz") as data:
    X_test, y_test = data["X_test"], data["y_test"]

model = nn.Sequential(nn.Linear(13, 32), nn.ReLU(), nn.Linear(32, 3))
model.load_state_dict(torch.load("model.pt"))
model.eval()

X_tensor = torch.FloatTensor(X_test)
with torch.no_grad():
    outputs = model(X_tensor)
acc = (outputs.argmax(1).numpy() == y_test).mean()
print(f"Test accuracy: {acc:.4f} on {len(y_test)} rows ({scaler.n_features_in_} features)")
