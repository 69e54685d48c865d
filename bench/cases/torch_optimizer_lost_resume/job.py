import torch
from sklearn.datasets import load_digits
from torch import nn


def data():
    X, y = load_digits(return_X_y=True)
    return torch.tensor(X / 16).float(), torch.tensor(y)


def build():
    torch.manual_seed(2)
    model = nn.Sequential(nn.Linear(64, 32), nn.ReLU(), nn.Linear(32, 10))
    optimizer = torch.optim.SGD(model.parameters(), lr=0.35, momentum=0.9)
    schedule = torch.optim.lr_scheduler.ExponentialLR(optimizer, 0.6)
    return model, optimizer, schedule


def epoch(number, model, optimizer, schedule, X, y):
    order = torch.randperm(1000, generator=torch.Generator().manual_seed(number))
    for b in order.split(25):
        optimizer.zero_grad()
        nn.functional.cross_entropy(model(X[b]), y[b]).backward()
        optimizer.step()
    schedule.step()


@torch.no_grad()
def accuracy(model, X, y):
    return (model(X[1000:]).argmax(1) == y[1000:]).float().mean().item()
