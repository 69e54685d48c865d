import torch
from torch import nn
from torch.utils.data import DataLoader

from sequences import Reader, accuracy, collate, make

torch.manual_seed(33)
model = Reader()
opt = torch.optim.Adam(model.parameters(), lr=5e-3)
loader = DataLoader(make(800, 1), batch_size=8, collate_fn=collate)
for epoch in range(5):
    model.train()
    for x, y in loader:
        opt.zero_grad()
        nn.functional.cross_entropy(model(x), y).backward()
        opt.step()
print("valid accuracy %.4f" % accuracy(model, DataLoader(make(500, 2), batch_size=8, collate_fn=collate)))
torch.save(model.state_dict(), "reader.pt")
