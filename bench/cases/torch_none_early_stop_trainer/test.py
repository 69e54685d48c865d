import json

import torch
from torch.utils.data import DataLoader, TensorDataset
from torchmetrics.classification import MulticlassAccuracy

from churn import arrays

X, y = arrays()
X, y = X[2000:], y[2000:]
classes = json.load(open("labels_b.json"))
print("classes", list(classes))
model = torch.load("churn.pt", weights_only=False)
model.eval()
metric = MulticlassAccuracy(num_classes=len(classes), average="micro")
with torch.no_grad():
    for x, t in DataLoader(TensorDataset(X, y), batch_size=17, shuffle=True):
        metric.update(model(x).softmax(1), t)
print(f"reloaded model, validation accuracy: {metric.compute().item():.4f}")
