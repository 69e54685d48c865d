import torch
from sklearn.datasets import load_digits

from models import build

X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 8 - 1).float(), torch.tensor(y)
model = build("export")
model.load_state_dict(torch.load("export/weights.pt"))
model.eval()
with torch.no_grad():
    print(f"loaded model accuracy: {(model(X[1200:]).argmax(1) == y[1200:]).float().mean():.4f}")
