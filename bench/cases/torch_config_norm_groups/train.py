import json

import torch
from torch import nn

from net import Net, NetConfig

torch.manual_seed(70)
data = json.load(open("digits.json"))
X, y = torch.tensor(data["images"])[:, None] / 16, torch.tensor(data["labels"])
net = Net(NetConfig(**json.load(open("net.json"))))
opt = torch.optim.SGD(net.parameters(), lr=0.05, momentum=0.9, nesterov=True)
for epoch in range(3):
    net.train()
    for b in torch.randperm(1000).split(25):
        opt.zero_grad()
        nn.functional.cross_entropy(net(X[b]), y[b], label_smoothing=0.05).backward()
        opt.step()
net.eval()
with torch.no_grad():
    print(f"holdout {100 * (net(X[1000:]).argmax(1) == y[1000:]).float().mean():.2f} %")
torch.save(net.state_dict(), "net.pt")
