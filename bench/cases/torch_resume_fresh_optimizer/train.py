import torch
from sklearn.datasets import load_digits
from torch import nn

torch.manual_seed(36)
X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X, dtype=torch.float32) / 16, torch.tensor(y)
model = nn.Sequential(nn.Linear(64, 32), nn.ReLU(), nn.Linear(32, 10))
opt = torch.optim.Adam(model.parameters(), lr=0.1)
schedule = torch.optim.lr_scheduler.ExponentialLR(opt, gamma=0.6)
for epoch in range(12):
    for b in torch.randperm(1200).split(60):
        opt.zero_grad()
        nn.functional.cross_entropy(model(X[b]), y[b]).backward()
        opt.step()
    schedule.step()
with torch.no_grad():
    print("epoch 12 val %.4f" % (model(X[1200:]).argmax(1) == y[1200:]).float().mean())
torch.save({"model": model.state_dict(), "optimizer": opt.state_dict(), "schedule": schedule.state_dict()}, "last.pt")
