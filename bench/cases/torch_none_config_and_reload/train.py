import torch
from sklearn.datasets import load_digits
from torch import nn

torch.manual_seed(23)
X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X, dtype=torch.float32) / 16, torch.tensor(y)
net = nn.Sequential(nn.Linear(64, 64), nn.BatchNorm1d(64), nn.ReLU(), nn.Dropout(0.4), nn.Linear(64, 10))
opt = torch.optim.Adam(net.parameters(), lr=3e-3)
for epoch in range(5):
    net.train()
    for b in torch.randperm(1200).split(40):
        opt.zero_grad()
        nn.functional.cross_entropy(net(X[b]), y[b]).backward()
        opt.step()
net.eval()
with torch.no_grad():
    print("val %.4f" % (net(X[1200:]).argmax(1) == y[1200:]).float().mean())
torch.save(dict(net.named_parameters()), "parameters.pt")
torch.save(dict(net.named_buffers()), "buffers.pt")
