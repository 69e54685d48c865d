import json

import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

import textlib
from model import Bag

torch.manual_seed(0)
texts, subjects = textlib.load("train.jsonl")
vocab = {word: n + 2 for n, word in enumerate(sorted({word for words in texts for word in words}))}
names = sorted(set(subjects))
with open("vocab.json", "w") as file:
    json.dump({"words": vocab, "names": names}, file)
x, y = torch.from_numpy(textlib.encode(texts, vocab)), torch.tensor([names.index(s) for s in subjects])
texts, subjects = textlib.load("valid.jsonl")
vx, vy = torch.from_numpy(textlib.encode(texts, vocab)), torch.tensor([names.index(s) for s in subjects])

net = Bag(len(vocab), 3)
optimizer = torch.optim.Adam(net.parameters(), lr=1e-2)
for epoch in range(8):
    net.train()
    for xb, yb in DataLoader(TensorDataset(x, y), batch_size=32, shuffle=True):
        optimizer.zero_grad()
        nn.functional.cross_entropy(net(xb), yb).backward()
        optimizer.step()
net.eval()
with torch.no_grad():
    accuracy = (net(vx).argmax(1) == vy).float().mean().item()
print(f"val accuracy {accuracy:.4f}")
torch.save(net.state_dict(), "bag.pt")
