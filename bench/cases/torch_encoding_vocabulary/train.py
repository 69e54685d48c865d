import torch
from torch import nn

from text import Bag, load

torch.manual_seed(5)
x, y = load("train")
bag = Bag()
opt = torch.optim.Adam(bag.parameters(), lr=0.02)
for epoch in range(12):
    bag.train()
    for part in torch.randperm(len(x)).split(64):
        opt.zero_grad()
        nn.functional.cross_entropy(bag(x[part]), y[part]).backward()
        opt.step()
bag.eval()
x_val, y_val = load("valid")
print("valid accuracy %.4f" % (bag(x_val).argmax(1) == y_val).float().mean().item())
torch.save(bag.state_dict(), "bag.pt")
