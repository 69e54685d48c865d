import numpy as np
import torch
from sklearn.metrics import roc_auc_score
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(1)
rng = np.random.default_rng(1)
day = rng.integers(0, 12, size=1600)
x = rng.normal(size=(1600, 6))
risk = 0.7 * x[:, 0] - 0.5 * x[:, 1] + 0.45 * (day - 5.5) + rng.logistic(size=1600)
y = (risk > 0).astype(np.float32)
features = np.column_stack([x, (day - 5.5) / 3.5]).astype(np.float32)

train_rows = np.arange(1600) < 1000
test_rows = np.flatnonzero(~train_rows)
test_rows = test_rows[np.argsort(day[test_rows], kind="stable")]
train = TensorDataset(torch.from_numpy(features[train_rows]), torch.from_numpy(y[train_rows]))
test = TensorDataset(torch.from_numpy(features[test_rows]), torch.from_numpy(y[test_rows]))

net = nn.Sequential(nn.Linear(7, 16), nn.ReLU(), nn.Linear(16, 1))
optimizer = torch.optim.Adam(net.parameters(), lr=5e-3)
loss_fn = nn.BCEWithLogitsLoss()
for epoch in range(8):
    for xb, yb in DataLoader(train, batch_size=50, shuffle=True):
        optimizer.zero_grad()
        loss_fn(net(xb).squeeze(1), yb).backward()
        optimizer.step()

net.eval()
with torch.no_grad():
    print("auc, all test rows at once: %.4f" % roc_auc_score(y[test_rows], net(test.tensors[0]).squeeze(1)))

    aucs = []
    for xb, yb in DataLoader(test, batch_size=60):
        aucs.append(roc_auc_score(yb, torch.sigmoid(net(xb)).squeeze(1)))
print("auc, test loader: %.4f" % (sum(aucs) / len(aucs)))
