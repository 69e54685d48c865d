import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F
from sklearn.datasets import load_digits
from torch.utils.data import DataLoader, TensorDataset


class ConvNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 8, 3, padding=1)
        self.bn1 = nn.BatchNorm2d(8)
        self.conv2 = nn.Conv2d(8, 16, 3, padding=1)
        self.bn2 = nn.BatchNorm2d(16)
        self.head = nn.Sequential(nn.Linear(256, 32), nn.BatchNorm1d(32), nn.ReLU(), nn.Linear(32, 10))

    def forward(self, x):
        x = F.relu(self.bn1(self.conv1(x)))
        x = F.max_pool2d(F.relu(self.bn2(self.conv2(x))), 2)
        return self.head(x.flatten(1))


def train_one_epoch(model, loader, optimizer):
    model.train()
    for x, y in loader:
        optimizer.zero_grad(set_to_none=True)
        F.cross_entropy(model(x), y).backward()
        optimizer.step()


def accuracy(model, loader):
    total, right = 0, 0
    with torch.no_grad():
        for x, y in loader:
            right += (model(x).argmax(1) == y).sum().item()
            total += len(y)
    return right / total


def validate(model, loader):
    was_training = model.training
    model.eval()
    value = accuracy(model, loader)
    model.train(was_training)
    return value


if __name__ == "__main__":
    torch.manual_seed(17)
    digits = load_digits()
    x = torch.tensor(digits.images, dtype=torch.float32).unsqueeze(1) / 16
    y = torch.tensor(digits.target)
    order = np.random.RandomState(2).permutation(len(y))
    held = order[1300:]
    held = held[np.argsort(digits.target[held], kind="stable")]
    train_loader = DataLoader(TensorDataset(x[order[:1300]], y[order[:1300]]), 32, shuffle=True, drop_last=True)
    held_loader = DataLoader(TensorDataset(x[held], y[held]), 14)

    model = ConvNet()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.05, momentum=0.9)
    for epoch in range(3):
        train_one_epoch(model, train_loader, optimizer)
        print("epoch", epoch + 1, "val_acc", round(validate(model, held_loader), 4))
    print("test_acc", round(accuracy(model, held_loader), 4))
