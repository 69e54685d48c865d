import torch
from sklearn.datasets import load_wine
from sklearn.preprocessing import scale
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(8)
X, y = load_wine(return_X_y=True)
order = torch.randperm(len(y))
data = TensorDataset(torch.tensor(scale(X)).float()[order], torch.tensor(y)[order])
loader = DataLoader(data, batch_size=4, shuffle=True, drop_last=True)
model = nn.Sequential(nn.Linear(13, 16), nn.BatchNorm1d(16), nn.ReLU(), nn.Linear(16, 3))
optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
for epoch in range(12):
    for xb, yb in loader:
        optimizer.zero_grad()
        nn.functional.cross_entropy(model(xb), yb).backward()
        optimizer.step()


def accuracy():
    right = 0
    with torch.no_grad():
        for xb, yb in DataLoader(data, batch_size=4):
            right += (model(xb).argmax(1) == yb).sum().item()
    return 100 * right / len(data)


before = {k: v.clone() for k, v in model.state_dict().items()}
print(f"train accuracy (as trained): {accuracy():.2f}")
model.load_state_dict(before)
model.eval()
print(f"train accuracy (inference): {accuracy():.2f}")
