import argparse

import numpy as np
import torch
from sklearn.datasets import load_digits
from sklearn.metrics import accuracy_score
from torch import nn
from torch.utils.data import DataLoader, Subset, TensorDataset

parser = argparse.ArgumentParser()
parser.add_argument("--epochs", type=int, default=10)
parser.add_argument("--lr", type=float, default=3e-3)
args = parser.parse_args()

torch.manual_seed(21)
X, y = load_digits(return_X_y=True)
data = TensorDataset(torch.tensor(X, dtype=torch.float32) / 16, torch.tensor(y))
order = np.random.RandomState(5).permutation(len(data))
train_set, val_set, test_set = Subset(data, order[:1100]), Subset(data, order[1100:1450]), Subset(data, order[1450:])
train_loader = DataLoader(train_set, batch_size=50, shuffle=True)
val_loader = DataLoader(val_set, batch_size=100)
test_loader = DataLoader(test_set, batch_size=100)

model = nn.Sequential(nn.Linear(64, 100), nn.ReLU(), nn.Dropout(0.75), nn.Linear(100, 10))
optimizer = torch.optim.AdamW(model.parameters(), lr=args.lr)
loss_fn = nn.CrossEntropyLoss()


def predict(loader):
    preds, labels = [], []
    with torch.no_grad():
        for xb, yb in loader:
            preds.append(model(xb).argmax(dim=1))
            labels.append(yb)
    return torch.cat(preds).numpy(), torch.cat(labels).numpy()


def validate():
    model.eval()
    preds, labels = predict(val_loader)
    model.train()
    return accuracy_score(labels, preds)


for epoch in range(args.epochs):
    for xb, yb in train_loader:
        optimizer.zero_grad()
        loss = loss_fn(model(xb), yb)
        loss.backward()
        optimizer.step()
    print(f"[{epoch + 1}/{args.epochs}] loss={loss.item():.3f} val={100 * validate():.2f}%")

preds, labels = predict(test_loader)
print(f"final test accuracy: {100 * accuracy_score(labels, preds):.2f}%")
