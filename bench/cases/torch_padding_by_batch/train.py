import json

import torch
from torch import nn
from torch.utils.data import DataLoader

from reader import Reader, accuracy, collate

torch.manual_seed(2)
train, test = (json.load(open(name + ".json")) for name in ("train", "test"))
rows, held_out = (list(zip(part["tokens"], part["labels"])) for part in (train, test))
reader = Reader()
opt = torch.optim.Adam(reader.parameters(), lr=0.004)
for epoch in range(3):
    for tokens, labels in DataLoader(rows, shuffle=True, collate_fn=collate):
        opt.zero_grad()
        nn.functional.cross_entropy(reader(tokens), labels).backward()
        opt.step()
print("one by one: %.4f" % accuracy(reader, DataLoader(held_out, 1, collate_fn=collate)))
torch.save(reader.state_dict(), "reader.pt")
