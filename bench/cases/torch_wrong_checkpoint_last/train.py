import torch
from sklearn.datasets import load_digits
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(23)
X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X, dtype=torch.float32), torch.tensor(y)
train = DataLoader(TensorDataset(X[:1200], y[:1200]), batch_size=40, shuffle=True)
model = nn.Sequential(nn.Linear(64, 24), nn.ReLU(), nn.Linear(24, 10))
optimizer = torch.optim.SGD(model.parameters(), lr=0.08)

best_acc = 0.0
for epoch in range(14):
    model.train()
    for xb, yb in train:
        optimizer.zero_grad()
        nn.functional.cross_entropy(model(xb), yb).backward()
        optimizer.step()
    model.eval()
    with torch.no_grad():
        acc = (model(X[1200:]).argmax(1) == y[1200:]).float().mean().item()
    print(f"epoch {epoch + 1}: {acc:.4f}")
    if acc > best_acc:
        best_acc = acc

print(f"Best val acc: {best_acc:.4f}")
torch.save(model.state_dict(), "best.pt")
