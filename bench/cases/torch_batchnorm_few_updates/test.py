import torch
from sklearn.datasets import load_wine
from torch import nn

checkpoint = torch.load("wine_net.pt", weights_only=False)
data = load_wine()
rows = checkpoint["test"]
model = nn.Sequential(nn.BatchNorm1d(13), nn.Linear(13, 32), nn.BatchNorm1d(32), nn.ReLU(), nn.Linear(32, 3))
model.load_state_dict(checkpoint["weights"])
model.eval()
with torch.no_grad():
    logits = model(torch.tensor(data.data[rows], dtype=torch.float32))
print("test accuracy: {:.4f}".format((logits.argmax(1).numpy() == data.target[rows]).mean()))
