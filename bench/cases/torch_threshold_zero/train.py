import torch
from sklearn.datasets import load_breast_cancer
from torch import nn

torch.manual_seed(8)
bunch = load_breast_cancer()
x = torch.tensor(bunch.data).float()
y = torch.tensor(bunch.target).float()
perm = torch.randperm(len(y))
tr, va = perm[:390], perm[390:]
mu, sigma = x[tr].mean(0), x[tr].std(0)


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.register_buffer("mu", mu)
        self.register_buffer("sigma", sigma)
        self.body = nn.Sequential(nn.Linear(30, 16), nn.ReLU(), nn.Dropout(0.3), nn.Linear(16, 1), nn.Sigmoid())

    def forward(self, x):
        return self.body((x - self.mu) / self.sigma).flatten()


net = Net()
opt = torch.optim.Adam(net.parameters(), lr=0.01)
for _ in range(100):
    net.train()
    opt.zero_grad()
    nn.functional.binary_cross_entropy(net(x[tr]), y[tr]).backward()
    opt.step()
net.eval()
with torch.no_grad():
    acc = ((net(x[va]) > 0.5) == y[va].bool()).float().mean()
print("Validation accuracy: %.1f%%" % (100 * acc))
torch.jit.save(torch.jit.script(net), "net.ts")
torch.save((x[va], y[va]), "rows.pt")
