import numpy as np
import torch
from sklearn.datasets import load_wine
from torch import nn
from torch.utils.data import DataLoader, Dataset

torch.manual_seed(18)
batch_size = 50


class Wine(Dataset):
    def __init__(self, rows):
        data = load_wine()
        self.x = data.data[rows].astype(np.float32)
        self.y = data.target[rows]

    def __len__(self):
        return len(self.y)

    def __getitem__(self, i):
        return self.x[i], self.y[i]


rows = np.random.default_rng(18).permutation(178)
train_ds, test_ds = Wine(rows[:110]), Wine(rows[110:])
mean, std = train_ds.x.mean(0), train_ds.x.std(0)
train_ds.x = (train_ds.x - mean) / std
test_ds.x = (test_ds.x - mean) / std
train_dl = DataLoader(train_ds, batch_size, shuffle=True)
test_dl = DataLoader(test_ds, batch_size)

model = nn.Linear(13, 3)
opt = torch.optim.SGD(model.parameters(), lr=0.3)
for epoch in range(20):
    for x, y in train_dl:
        opt.zero_grad()
        nn.functional.cross_entropy(model(x), y).backward()
        opt.step()


def predictions(loader):
    with torch.no_grad():
        return torch.cat([model(x).argmax(1) for x, _ in loader])


val_acc = np.mean(predictions(test_dl).numpy() == test_ds.y)
print("val_acc %.4f" % val_acc)

correct = 0
for x, y in test_dl:
    correct += (model(x).argmax(1) == y).sum().item()
print("test_acc %.4f" % (correct / len(test_dl) / batch_size))
