import copy

import torch
from sklearn.datasets import load_digits
from torch import nn
from torch.optim.swa_utils import AveragedModel, update_bn
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(15)
X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X, dtype=torch.float32), torch.tensor(y)
train = DataLoader(TensorDataset(X[:1200], y[:1200]), batch_size=40, shuffle=True)
model = nn.Sequential(nn.Linear(64, 96), nn.BatchNorm1d(96), nn.ReLU(), nn.Linear(96, 48), nn.BatchNorm1d(48), nn.ReLU(), nn.Linear(48, 10))
averaged = AveragedModel(model)
opt = torch.optim.Adam(model.parameters(), lr=1e-2)
for epoch in range(16):
    model.train()
    for x, t in train:
        opt.zero_grad()
        nn.functional.cross_entropy(model(x), t).backward()
        opt.step()
    averaged.update_parameters(model)


def accuracy(net):
    net.eval()
    with torch.no_grad():
        return (net(X[1200:]).argmax(1) == y[1200:]).float().mean().item()


good = copy.deepcopy(averaged)
update_bn(train, good)
print("averaged, in the notebook: %.4f" % accuracy(good))
print("averaged, as shipped: %.4f" % accuracy(averaged))
