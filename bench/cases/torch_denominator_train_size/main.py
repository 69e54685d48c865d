import torch
import torch.nn.functional as F
from sklearn.datasets import load_digits
from torch import nn

import settings

torch.manual_seed(31)
X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X).float() / 16, torch.tensor(y)
g = torch.Generator().manual_seed(31)
idx = torch.randperm(len(X), generator=g)
train_idx, valid_idx = idx[: settings.N_TRAIN], idx[settings.N_TRAIN :]

model = nn.Sequential(nn.Linear(64, 50), nn.ReLU(), nn.Linear(50, 10))
opt = torch.optim.Adam(model.parameters(), lr=0.01)
for epoch in range(6):
    hits = 0
    for b in train_idx[torch.randperm(settings.N_TRAIN)].split(settings.BATCH):
        out = model(X[b])
        opt.zero_grad()
        F.cross_entropy(out, y[b]).backward()
        opt.step()
    with torch.no_grad():
        for b in valid_idx.split(settings.BATCH):
            hits += (model(X[b]).argmax(1) == y[b]).sum().item()
    print(f"epoch {epoch} val_acc={hits / settings.N_VALID:.4f}")

with torch.no_grad():
    guess = model(X[valid_idx]).argmax(1)
print(f"accuracy of the final model on the validation rows: {(guess == y[valid_idx]).float().mean():.4f}")
