import argparse
import json
import os

import torch
from sklearn.datasets import load_digits
from torch import nn

import state

parser = argparse.ArgumentParser()
parser.add_argument("--epochs", type=int, default=8)
parser.add_argument("--seed", type=int, default=0)
args = parser.parse_args()
with open("settings.json") as f:
    settings = json.load(f)

torch.manual_seed(args.seed)
X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X, dtype=torch.float32) / 16, torch.tensor(y)
model = nn.Sequential(nn.Linear(64, 24), nn.Tanh(), nn.Linear(24, 10))
optimizer = torch.optim.SGD(model.parameters(), lr=settings["rate"], momentum=0.9)
schedule = torch.optim.lr_scheduler.StepLR(optimizer, step_size=4, gamma=0.2)
if os.path.exists("run.pt"):
    state.restore("run.pt", settings["restore"], model=model, optimizer=optimizer)
for epoch in range(args.epochs):
    for b in torch.randperm(1200).split(settings["batch"]):
        optimizer.zero_grad()
        nn.functional.cross_entropy(model(X[b]), y[b]).backward()
        optimizer.step()
    schedule.step()
with torch.no_grad():
    accuracy = (model(X[1200:]).argmax(1) == y[1200:]).float().mean().item()
print(f"seed {args.seed} accuracy {accuracy:.4f}")
state.save("run.pt", model=model, optimizer=optimizer)
