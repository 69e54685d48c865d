import torch
from sklearn.datasets import load_digits
from torch import nn

import checkpoints

X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X, dtype=torch.float32) / 16, torch.tensor(y)
model = nn.Sequential(nn.Linear(64, 16), nn.Tanh(), nn.Linear(16, 10))
model.load_state_dict(torch.load(checkpoints.latest()))
model.eval()
with torch.no_grad():
    print(f"loaded model: {(model(X[1200:]).argmax(1) == y[1200:]).float().mean():.3f}")
