import torch
import yaml
from torch import nn

from engine import accuracy, loader
from network import Recognizer

torch.manual_seed(23)
with open("runs/a/hparams.yaml") as f:
    hparams = yaml.safe_load(f)
model = Recognizer(**hparams)
optimizer = torch.optim.Adam(model.parameters(), lr=6e-3)
for epoch in range(9):
    model.train()
    for x, y in loader("train", 50, shuffle=True):
        optimizer.zero_grad()
        nn.functional.cross_entropy(model(x), y).backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
torch.save(model.state_dict(), "runs/export/weights.pt")
print("validation accuracy", accuracy(model, loader("val", 100)))
