import torch
from sklearn.datasets import load_digits
from torch import nn

torch.manual_seed(55)
X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X, dtype=torch.float32) / 16.0, torch.tensor(y)
net = nn.Sequential(nn.Linear(64, 48), nn.ReLU(), nn.BatchNorm1d(48), nn.Linear(48, 10))
opt = torch.optim.Adam(net.parameters(), lr=2e-3)
for epoch in range(8):
    net.train()
    for b in torch.randperm(1300).split(50):
        opt.zero_grad()
        nn.functional.cross_entropy(net(X[b]), y[b]).backward()
        opt.step()
net.eval()
with torch.no_grad():
    print("validation accuracy", f"{(net(X[1300:]).argmax(1) == y[1300:]).float().mean():.4f}")
torch.save(net.state_dict(), "net.pt")
