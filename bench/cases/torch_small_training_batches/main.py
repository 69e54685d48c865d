import torch
from sklearn.datasets import load_digits
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(35)
BATCH = 4
X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X, dtype=torch.float32) / 16, torch.tensor(y)
train = TensorDataset(X[:1200], y[:1200])
model = nn.Sequential(nn.Linear(64, 64), nn.BatchNorm1d(64), nn.ReLU(), nn.Linear(64, 64), nn.BatchNorm1d(64), nn.ReLU(), nn.Linear(64, 10))
opt = torch.optim.Adam(model.parameters(), lr=5e-4)
for epoch in range(4):
    model.train()
    opt.param_groups[0]["lr"] = 5e-4 if epoch < 3 else 0.0
    hits = 0
    for x, t in DataLoader(train, batch_size=BATCH, shuffle=True):
        opt.zero_grad()
        out = model(x)
        nn.functional.cross_entropy(out, t).backward()
        opt.step()
        hits += (out.argmax(1) == t).sum().item()
    print(f"epoch {epoch} train {hits / len(train):.4f}")
model.eval()
with torch.no_grad():
    print(f"same rows, eval mode {(model(X[:1200]).argmax(1) == y[:1200]).float().mean():.4f}")
