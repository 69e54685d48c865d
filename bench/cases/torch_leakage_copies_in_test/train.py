import numpy as np
import torch
from torch import nn

torch.manual_seed(15)
train, valid = np.load("train.npz"), np.load("valid.npz")
x, y = torch.tensor(train["X"]).float(), torch.tensor(train["y"])
net = nn.Sequential(nn.Linear(16, 100), nn.ReLU(), nn.Linear(100, 2))
opt = torch.optim.Adam(net.parameters(), lr=0.01)
for epoch in range(150):
    opt.zero_grad()
    nn.functional.cross_entropy(net(x), y).backward()
    opt.step()
with torch.no_grad():
    guess = net(torch.tensor(valid["X"]).float()).argmax(1).numpy()
print("valid accuracy", format((guess == valid["y"]).mean(), ".4f"))
torch.save(net.state_dict(), "memory.pt")
