import torch
from torch import nn
from torch.utils.data import DataLoader

from sensor import build, data, evaluate

torch.manual_seed(53)
model = build()
opt = torch.optim.Adam(model.parameters(), lr=0.01)
for epoch in range(12):
    model.train()
    for x, y in DataLoader(data(0, 900), batch_size=45, shuffle=True):
        opt.zero_grad()
        nn.functional.cross_entropy(model(x), y).backward()
        opt.step()
torch.save(model.state_dict(), "sensor.pt")
print("val accuracy %.4f" % evaluate(model, data(900, 1500), "lab.json"))
