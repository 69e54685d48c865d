import torch
import torchmetrics
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

from common import build, load

torch.manual_seed(21)
X, y = load()
train = DataLoader(TensorDataset(X[:1200], y[:1200]), batch_size=100, shuffle=True)
valid = DataLoader(TensorDataset(X[1200:], y[1200:]), batch_size=128)
model = build()
optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
accuracy = torchmetrics.Accuracy(task="multiclass", num_classes=10)

for epoch in range(8):
    model.train()
    for xb, yb in train:
        loss = nn.functional.cross_entropy(model(xb), yb)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    model.eval()
    with torch.no_grad():
        for xb, yb in valid:
            accuracy.update(model(xb), yb)
    print(f"epoch {epoch} val accuracy {accuracy.compute():.4f}")
torch.save(model.state_dict(), "model.pt")
