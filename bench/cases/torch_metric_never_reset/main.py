import torch
import torchmetrics
from sklearn.datasets import load_digits
from torch import nn
from torch.utils.data import DataLoader, TensorDataset, random_split

torch.manual_seed(9)
X, y = load_digits(return_X_y=True)
data = TensorDataset(torch.tensor(X / 16, dtype=torch.float32), torch.tensor(y))
train, val = random_split(data, [1200, 597])
model = nn.Sequential(nn.Linear(64, 32), nn.BatchNorm1d(32), nn.ReLU(), nn.Linear(32, 10))
opt = torch.optim.SGD(model.parameters(), lr=0.05, momentum=0.9)
val_f1 = torchmetrics.F1Score(task="multiclass", num_classes=10, average="macro")
val_loader = DataLoader(val, batch_size=64)


def validate():
    model.eval()
    with torch.no_grad():
        for x, target in val_loader:
            val_f1.update(model(x), target)
    return val_f1.compute().item()


for epoch in range(5):
    model.train()
    for x, target in DataLoader(train, batch_size=64, shuffle=True):
        opt.zero_grad()
        nn.functional.cross_entropy(model(x), target).backward()
        opt.step()
    print(f"epoch {epoch}: val F1 {validate():.4f}")

x, target = next(iter(DataLoader(val, batch_size=len(val))))
with torch.no_grad():
    final = torchmetrics.functional.f1_score(model(x), target, task="multiclass", num_classes=10, average="macro")
print(f"final model: F1 {final:.4f}")
