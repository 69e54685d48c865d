import torch
from sklearn.datasets import load_wine
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(66)
X, y = load_wine(return_X_y=True)
X, y = torch.tensor(X, dtype=torch.float32), torch.tensor(y)
order = torch.randperm(178)
X, y = X[order], y[order]
X = (X - X[:108].mean(0)) / X[:108].std(0)
test_loader = DataLoader(TensorDataset(X[108:], y[108:]), batch_size=67, shuffle=True)
model = nn.Linear(13, 3)
opt = torch.optim.Adam(model.parameters(), lr=0.03)
for _ in range(60):
    opt.zero_grad()
    nn.functional.cross_entropy(model(X[:108]), y[:108]).backward()
    opt.step()

with torch.no_grad():
    print("val_acc  {:.4f}".format((model(X[108:]).argmax(1) == y[108:]).float().mean()))
    preds = [model(x).argmax(1) for x, _ in test_loader]
labels = [t for _, t in test_loader]
accs = [(p == t).float().mean().item() for p, t in zip(preds, labels)]
print("test_acc {:.4f}".format(sum(accs) / len(accs)))
