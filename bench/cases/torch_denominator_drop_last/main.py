import torch
from sklearn.datasets import load_digits
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(4)
X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X, dtype=torch.float32) / 16, torch.tensor(y)
perm = torch.randperm(len(X))
train_set = TensorDataset(X[perm[:1400]], y[perm[:1400]])
test_set = TensorDataset(X[perm[1400:]], y[perm[1400:]])
train_loader = DataLoader(train_set, batch_size=128, shuffle=True)
test_loader = DataLoader(test_set, batch_size=128, drop_last=True)

model = nn.Sequential(nn.Linear(64, 128), nn.ReLU(), nn.Linear(128, 10))
optimizer = torch.optim.Adam(model.parameters(), lr=5e-3)
for epoch in range(8):
    for x, t in train_loader:
        optimizer.zero_grad()
        nn.functional.cross_entropy(model(x), t).backward()
        optimizer.step()

model.eval()
with torch.no_grad():
    val = (model(test_set.tensors[0]).argmax(1) == test_set.tensors[1]).float().mean().item()
    print(f"accuracy, one big batch: {val:.4f}")
    correct = 0
    for x, t in test_loader:
        correct += (model(x).argmax(1) == t).sum().item()
    print(f"accuracy, test loader: {correct / len(test_set):.4f}")
