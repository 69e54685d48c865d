import torch
from sklearn.datasets import load_digits
from torch import nn

torch.manual_seed(13)
X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X, dtype=torch.float32) / 16, torch.tensor(y)
model = nn.Sequential(nn.Linear(64, 64), nn.BatchNorm1d(64), nn.ReLU(), nn.Linear(64, 10))
opt = torch.optim.Adam(model.parameters(), lr=3e-3)
for epoch in range(5):
    model.train()
    for b in torch.randperm(1200).split(40):
        opt.zero_grad()
        nn.functional.cross_entropy(model(X[b]), y[b]).backward()
        opt.step()


def accuracy(net, rows, labels):
    net.eval()
    with torch.no_grad():
        return (net(rows).argmax(1) == labels).float().mean().item()


print("after training: %.4f" % accuracy(model, X[1200:], y[1200:]))

# how sure is it on blank and half-blank scans?
blank = X[:600] * (torch.rand(600, 64) > 0.9)
model.train()
sure = []
with torch.no_grad():
    for part in blank.split(30):
        sure.append(model(part).softmax(1).max(1).values)
print("mean confidence on blanks %.3f" % torch.cat(sure).mean())

print("in the report: %.4f" % accuracy(model, X[1200:], y[1200:]))
