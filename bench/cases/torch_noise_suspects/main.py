import numpy as np
import torch
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import MinMaxScaler, StandardScaler
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(16)
X, y = load_digits(return_X_y=True)
X_train, X_rest, y_train, y_rest = train_test_split(X, y, train_size=900, random_state=16)
X_val, X_test, y_val, y_test = train_test_split(X_rest, y_rest, train_size=0.3, random_state=16)

minmax = MinMaxScaler().fit(X_train)
standard = StandardScaler().fit(minmax.transform(X_train))


def dataset(X, y):
    X = standard.transform(minmax.transform(X)).astype(np.float32)
    return TensorDataset(torch.from_numpy(X), torch.from_numpy(y))


train_loader = DataLoader(dataset(X_train, y_train), batch_size=64, shuffle=True, drop_last=True)
val_loader = DataLoader(dataset(X_val, y_val), batch_size=64)
test_loader = DataLoader(dataset(X_test, y_test), batch_size=50)

model = nn.Sequential(nn.Linear(64, 32), nn.BatchNorm1d(32), nn.ReLU(), nn.Dropout(0.5), nn.Linear(32, 10))
optimizer = torch.optim.Adam(model.parameters(), lr=2e-3)


@torch.no_grad()
def evaluate(loader):
    model.eval()
    hit, n = 0, 0
    for x, t in loader:
        hit += (model(x).argmax(1) == t).sum().item()
        n += len(t)
    return hit / n


for epoch in range(10):
    model.train()
    for x, t in train_loader:
        optimizer.zero_grad()
        nn.functional.cross_entropy(model(x), t).backward()
        optimizer.step()

print(f"val accuracy  {evaluate(val_loader):.4f}")
print(f"test accuracy {evaluate(test_loader):.4f}")
