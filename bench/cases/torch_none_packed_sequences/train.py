import torch
from torch import nn
from torch.utils.data import DataLoader

from walks import Reader, collate, make

torch.manual_seed(71)
reader = Reader()
opt = torch.optim.Adam(reader.parameters(), lr=5e-3)
for epoch in range(4):
    reader.train()
    for x, n, y in DataLoader(make(600, 1), batch_size=20, shuffle=True, collate_fn=collate, drop_last=True):
        opt.zero_grad()
        nn.functional.cross_entropy(reader(x, n), y).backward()
        opt.step()
reader.eval()
right = 0
rows = make(400, 2)
with torch.no_grad():
    for x, n, y in DataLoader(rows, batch_size=16, collate_fn=collate):
        right += (reader(x, n).argmax(1) == y).sum().item()
print("valid accuracy %.4f" % (right / len(rows)))
torch.save(reader.state_dict(), "reader.pt")
