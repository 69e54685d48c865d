import argparse

import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

from toolbox import Tagger, saliency, words

parser = argparse.ArgumentParser()
parser.add_argument("--epochs", type=int, default=7)
parser.add_argument("--explain", type=int, default=3)
args = parser.parse_args()

torch.manual_seed(55)
X, y = words()
train = DataLoader(TensorDataset(X[:1000], y[:1000]), batch_size=40, shuffle=True)
test = DataLoader(TensorDataset(X[1000:], y[1000:]), batch_size=125)
model = Tagger()
optimizer = torch.optim.Adam(model.parameters(), lr=0.01)


def accuracy(loader):
    with torch.no_grad():
        return sum((model(x).argmax(1) == t).sum().item() for x, t in loader) / len(loader.dataset)


for epoch in range(args.epochs):
    model.train()
    for x, t in train:
        optimizer.zero_grad()
        nn.functional.cross_entropy(model(x), t).backward()
        optimizer.step()
model.eval()
print(f"accuracy after training {accuracy(test):.4f}")
for sentence in X[1000 : 1000 + args.explain]:
    weight = saliency(model, sentence[None])[0]
    print("most telling words:", sentence[weight.argsort(descending=True)[:3]].tolist())
print(f"accuracy in the report {accuracy(test):.4f}")
