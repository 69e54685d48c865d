import torch
from sklearn.datasets import load_wine
from torch import nn

torch.manual_seed(60)
X, y = load_wine(return_X_y=True)
X, y = torch.tensor(X, dtype=torch.float32), torch.tensor(y)
order = torch.randperm(178)
train, val = order[:110], order[110:]
mean, std = X[train].mean(0), X[train].std(0)


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = nn.Linear(13, 8)
        self.head = nn.Linear(8, 3)
        self.decoder = nn.Linear(8, 13)

    def forward(self, x):
        h = torch.tanh(self.body(x))
        return self.head(h), self.decoder(h)


net = Net()
opt = torch.optim.Adam(net.parameters(), lr=0.02)
x = (X - mean) / std
for _ in range(15):
    opt.zero_grad()
    out, again = net(x[train])
    (nn.functional.cross_entropy(out, y[train]) + 0.1 * (again - x[train]).pow(2).mean()).backward()
    opt.step()
with torch.no_grad():
    print("val acc %.4f" % (net(x[val])[0].argmax(1) == y[val]).float().mean())
torch.save(net.state_dict(), "net.pt")
torch.save({"x": x[val], "y": y[val]}, "val.pt")
