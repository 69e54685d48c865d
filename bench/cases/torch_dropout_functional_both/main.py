import torch
import torch.nn.functional as F
from sklearn.datasets import load_digits

from net import Net, accuracy

torch.manual_seed(2)
X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16.0).float(), torch.tensor(y)
perm = torch.randperm(len(X))
train, val, test = perm[:900], perm[900:1350], perm[1350:]

net = Net()
opt = torch.optim.SGD(net.parameters(), lr=0.5, momentum=0.5)
for epoch in range(12):
    net.train()
    for chunk in train[torch.randperm(len(train))].split(60):
        opt.zero_grad()
        F.cross_entropy(net(X[chunk]), y[chunk]).backward()
        opt.step()

with torch.no_grad():
    print(f"val  {accuracy(net, X[val], y[val]):.4f}")
    print(f"test {accuracy(net, X[test], y[test]):.4f}")
