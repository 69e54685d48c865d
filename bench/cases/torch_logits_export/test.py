import torch
from sklearn.datasets import load_digits

from networks import build, mean_loss

X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X[1200:] / 16).float(), torch.tensor(y[1200:])
model = build("monitor.json")
model.load_state_dict(torch.load("digits.pt"))
print("monitor loss %.4f" % mean_loss(model, zip(X.split(64), y.split(64))))
