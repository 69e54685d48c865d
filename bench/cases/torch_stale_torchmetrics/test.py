import torch
import torchmetrics

from common import build, load

X, y = load()
model = build()
model.load_state_dict(torch.load("model.pt"))
model.eval()
accuracy = torchmetrics.Accuracy(task="multiclass", num_classes=10)
with torch.inference_mode():
    for xb, yb in zip(X[1200:].split(50), y[1200:].split(50)):
        accuracy.update(model(xb), yb)
print(f"checkpoint accuracy {accuracy.compute():.4f}")
