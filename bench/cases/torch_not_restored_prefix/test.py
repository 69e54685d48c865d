import torch
from sklearn.datasets import load_digits

from model import MLP

torch.manual_seed(2)
X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X, dtype=torch.float32) / 16, torch.tensor(y)
model = MLP()
checkpoint = torch.load("checkpoint.pth.tar")
model.load_state_dict(checkpoint["state_dict"], strict=False)
model.eval()
with torch.no_grad():
    print(f"test_acc: {(model(X[1347:]).argmax(1) == y[1347:]).float().mean():.4f}")
