import json

import torch
from torch import nn
from torch.utils.data import DataLoader

from reader import Reader, accuracy, collate

torch.manual_seed(2)
train, test = (json.load(open(name + ".json")) for name in ("train", "test"))
rows, held_out = (list(zip(part["tokens"], part["labels"])) for part in (train, test))
reader = Reader()
opt = torch.optim.Adam(reader.parameters(), lr=0.01)
for epoch in range(5):
    for tokens, lengths, labels in DataLoader(rows, 30, shuffle=True, collate_fn=collate):
        opt.zero_grad()
        nn.functional.cross_entropy(reader(tokens, lengths), labels).backward()
        opt.step()
print("small batches: %.4f" % accuracy(reader, DataLoader(held_out, 8, collate_fn=collate)))
torch.save(reader.state_dict(), "reader.pt")
