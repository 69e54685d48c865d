import numpy as np
import torch
from sklearn.datasets import make_blobs
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(2)
X, y = make_blobs(n_samples=[250, 250, 250], centers=[[0, 0], [4, 0], [5.0, 0.8]], cluster_std=1.0, random_state=2)
rng = np.random.default_rng(2)
order = rng.permutation(750)
train_idx, test_idx = order[:500], np.sort(order[500:])
test_idx = test_idx[np.argsort(y[test_idx], kind="stable")]
tensor = lambda i: TensorDataset(torch.tensor(X[i], dtype=torch.float32), torch.tensor(y[i]))
train_loader = DataLoader(tensor(train_idx), batch_size=25, shuffle=True, drop_last=True)
test_loader = DataLoader(tensor(test_idx), batch_size=84, drop_last=True)

model = nn.Sequential(nn.Linear(2, 16), nn.ReLU(), nn.Linear(16, 3))
optimizer = torch.optim.Adam(model.parameters(), lr=0.02)
for _ in range(5):
    for xb, yb in train_loader:
        optimizer.zero_grad()
        nn.functional.cross_entropy(model(xb), yb).backward()
        optimizer.step()

model.eval()
with torch.no_grad():
    full = (model(tensor(test_idx).tensors[0]).argmax(1).numpy() == y[test_idx]).mean()
    print(f"whole test set: {full:.4f}")
    correct, total = 0, 0
    for xb, yb in test_loader:
        correct += (model(xb).argmax(1) == yb).sum().item()
        total += yb.shape[0]
    print(f"test loader: {correct / total:.4f}")
