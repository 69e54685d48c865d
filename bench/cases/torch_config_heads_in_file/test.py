import torch
from sklearn.datasets import load_digits

from reader import from_file

digits = load_digits()
X, y = torch.tensor(digits.images, dtype=torch.float32) / 8 - 1, torch.tensor(digits.target)
model = from_file("serve.json")
model.load_state_dict(torch.load("reader.pt"))
model.eval()
with torch.no_grad():
    hits = sum((model(p).argmax(1) == t).sum().item() for p, t in zip(X[1200:].split(100), y[1200:].split(100)))
print(f"served {hits / 597:.4f}")
