import argparse

import torch
from sklearn.datasets import load_breast_cancer
from torch import nn

torch.manual_seed(50)


def get_model():
    return nn.Sequential(nn.Linear(30, 16), nn.ReLU(), nn.Linear(16, 2))


def get_data():
    X, y = load_breast_cancer(return_X_y=True)
    X, y = torch.tensor(X, dtype=torch.float32), torch.tensor(y)
    order = torch.randperm(len(X), generator=torch.Generator().manual_seed(50))
    X, y = X[order], y[order]
    X = (X - X[:380].mean(0)) / X[:380].std(0)
    return (X[:380], y[:380]), (X[380:], y[380:])


def score(model, X, y):
    model.eval()
    with torch.no_grad():
        return (model(X).argmax(1) == y).float().mean().item()


def train(args):
    (X, y), (Xv, yv) = get_data()
    model = get_model()
    optimizer = torch.optim.Adam(model.parameters(), lr=args.lr)
    for step in range(args.steps):
        optimizer.zero_grad()
        nn.functional.cross_entropy(model(X), y).backward()
        optimizer.step()
    print(f"val accuracy: {score(model, Xv, yv):.4f}")
    torch.save(model.state_dict(), args.weights)


def test(args):
    _, (X, y) = get_data()
    model = get_model()
    weights = torch.load(args.weights)
    print(f"loaded {len(weights)} tensors")
    print(f"test accuracy: {score(model, X, y):.4f}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("command", choices=["train", "test"])
    parser.add_argument("--weights", default="weights.pt")
    parser.add_argument("--lr", type=float, default=0.01)
    parser.add_argument("--steps", type=int, default=80)
    args = parser.parse_args()
    {"train": train, "test": test}[args.command](args)
