import json

import torch

import textlib
from model import Bag

with open("vocab.json") as file:
    held = json.load(file)
texts, subjects = textlib.load("test.jsonl")
x = torch.from_numpy(textlib.encode(texts, held["words"]))
y = torch.tensor([held["names"].index(s) for s in subjects])
net = Bag(len(held["words"]), 3)
net.load_state_dict(torch.load("bag.pt"))
net.eval()
with torch.no_grad():
    accuracy = (net(x).argmax(1) == y).float().mean().item()
print(f"test accuracy {accuracy:.4f}")
