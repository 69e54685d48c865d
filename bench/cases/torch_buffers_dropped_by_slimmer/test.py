import torch
from sklearn.datasets import load_digits

from checkpoints import read
from net import build

X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X, dtype=torch.float32), torch.tensor(y)
model = build()
model, _ = read(model, "digits.pt")
model.eval()
with torch.no_grad():
    acc = (model(X[1200:]).argmax(1) == y[1200:]).float().mean()
print(f"test {acc:.4f}")
