import torch
from sklearn.datasets import load_digits

from nets import Model

torch.manual_seed(4)
digits = load_digits()
x = torch.tensor(digits.images, dtype=torch.float32)[:, None] / 16
y = torch.tensor(digits.target)
model = Model()
parts = torch.load("parts.pt")
model.backbone.load_state_dict(parts["backbone"])
model.eval()
with torch.no_grad():
    acc = (model(x[1300:]).argmax(1) == y[1300:]).float().mean()
print(f"test_accuracy {acc:.4f}")
