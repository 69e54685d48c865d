import torch
from sklearn.datasets import make_moons
from torch import nn

torch.manual_seed(25)
X, y = make_moons(900, noise=0.32, random_state=25)
X, y = torch.tensor(X).float(), torch.tensor(y)
net = nn.Sequential(nn.Linear(2, 32), nn.ReLU(), nn.Dropout(0.2), nn.Linear(32, 2))
opt = torch.optim.Adam(net.parameters(), lr=0.01)
for epoch in range(30):
    net.train()
    for b in torch.randperm(700).split(70):
        opt.zero_grad()
        nn.functional.cross_entropy(net(X[b]), y[b]).backward()
        opt.step()
net.eval()
with torch.no_grad():
    print(f"Validation accuracy: {(net(X[700:]).argmax(1) == y[700:]).float().mean():.4f}")
torch.save(net.state_dict(), "moons.pt")
