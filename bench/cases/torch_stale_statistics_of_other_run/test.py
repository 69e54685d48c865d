import torch
from sklearn.datasets import load_digits

from net import build

X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X, dtype=torch.float32), torch.tensor(y)
model = build()
release = dict(line.strip().split(" = ") for line in open("release.cfg"))
model.load_state_dict({**torch.load("weights.pt"), **torch.load(release["norms"])})
model.eval()
with torch.no_grad():
    acc = (model(X[1200:]).argmax(1) == y[1200:]).float().mean()
print(f"test {acc:.4f}")
