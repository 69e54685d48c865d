import torch
from sklearn.datasets import make_classification
from torch import nn
from torch.utils.data import DataLoader, Subset, TensorDataset

torch.manual_seed(1)
X, y = make_classification(900, 20, n_informative=5, flip_y=0.3, class_sep=1.0, random_state=1)
dataset = TensorDataset(torch.tensor(X, dtype=torch.float32), torch.tensor(y))
indices = torch.randperm(len(dataset)).tolist()
test_ds = Subset(dataset, indices[600:])
train_ds = Subset(dataset, indices[:600])
val_ds = Subset(dataset, indices[:200])

model = nn.Sequential(nn.Linear(20, 128), nn.ReLU(), nn.Linear(128, 2))
optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
train_loader = DataLoader(train_ds, batch_size=50, shuffle=True)


def evaluate(ds):
    model.eval()
    hit = 0
    with torch.no_grad():
        for x, t in DataLoader(ds, batch_size=64):
            hit += (model(x).argmax(1) == t).sum().item()
    return hit / len(ds)


for epoch in range(40):
    model.train()
    for x, t in train_loader:
        optimizer.zero_grad()
        nn.functional.cross_entropy(model(x), t).backward()
        optimizer.step()
    if epoch % 10 == 9:
        print(f"epoch {epoch + 1}: val accuracy {evaluate(val_ds):.4f}")
print(f"test accuracy {evaluate(test_ds):.4f}")
