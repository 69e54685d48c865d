import numpy as np
import torch
import torch.nn as nn
from sklearn.datasets import load_wine
from sklearn.metrics import accuracy_score, confusion_matrix
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(0)
X, y = load_wine(return_X_y=True)
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.4, random_state=1)
scaler = StandardScaler()
X_train = scaler.fit_transform(X_train)
X_test = scaler.transform(X_test)


def make_loader(X, y):
    ds = TensorDataset(torch.tensor(X, dtype=torch.float32), torch.tensor(y, dtype=torch.long))
    return DataLoader(ds, batch_size=16, shuffle=True)


train_loader, test_loader = make_loader(X_train, y_train), make_loader(X_test, y_test)
model = nn.Sequential(nn.Linear(13, 16), nn.ReLU(), nn.Dropout(0.2), nn.Linear(16, 3))
optimizer = torch.optim.Adam(model.parameters(), lr=0.01)

for epoch in range(15):
    model.train()
    for xb, yb in train_loader:
        optimizer.zero_grad()
        nn.functional.cross_entropy(model(xb), yb).backward()
        optimizer.step()
    model.eval()
    hits = sum((model(xb).argmax(1) == yb).sum().item() for xb, yb in test_loader)
    print(f"Epoch {epoch + 1}: test acc = {hits / len(y_test):.4f}")

model.eval()
y_pred = []
with torch.no_grad():
    for xb, _ in test_loader:
        y_pred.extend(model(xb).argmax(1).tolist())
y_true = np.concatenate([yb.numpy() for _, yb in test_loader])
print(confusion_matrix(y_true, y_pred))
print("Final accuracy:", round(accuracy_score(y_true, y_pred), 4))
