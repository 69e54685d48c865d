import torch
from sklearn.datasets import make_classification
from sklearn.preprocessing import StandardScaler
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(5)
X, y = make_classification(1200, 25, n_informative=6, flip_y=0.15, class_sep=0.9, random_state=5)
scaler = StandardScaler().fit(X[:400])
X = torch.tensor(scaler.transform(X), dtype=torch.float32)
y = torch.tensor(y)
train_ds, test_ds = TensorDataset(X[:400], y[:400]), TensorDataset(X[400:], y[400:])

model = nn.Sequential(
    nn.Linear(25, 64), nn.BatchNorm1d(64), nn.ReLU(), nn.Dropout(0.1), nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 2)
)
optimizer = torch.optim.Adam(model.parameters(), lr=5e-3)


def accuracy(ds):
    model.eval()
    hit = count = 0
    with torch.no_grad():
        for xb, yb in DataLoader(ds, batch_size=96):
            hit += (model(xb).argmax(-1) == yb).sum().item()
            count += len(yb)
    return hit / count


for epoch in range(20):
    model.train()
    for xb, yb in DataLoader(train_ds, batch_size=40, shuffle=True):
        optimizer.zero_grad()
        nn.functional.cross_entropy(model(xb), yb).backward()
        optimizer.step()

print("train accuracy: %.4f" % accuracy(train_ds))
print("test accuracy:  %.4f" % accuracy(test_ds))
