import torch

from train import load

model = torch.load("model.pt", weights_only=False)
model.eval()
x, y = load("camera2.npz")
with torch.no_grad():
    hits = [(model(a).argmax(1) == b).sum().item() for a, b in zip(x.split(128), y.split(128))]
print("camera accuracy: %.4f" % (sum(hits) / len(y)))
