import json

import torch

from net import Net, NetConfig

config = NetConfig(**json.load(open("edge.json")))
net = Net(config)
print(net.load_state_dict(torch.load("net.pt")))
net.eval()
data = json.load(open("digits.json"))
X, y = torch.tensor(data["images"])[1000:, None] / 16, torch.tensor(data["labels"])[1000:]
with torch.no_grad():
    out = torch.cat([net(x) for x in X.split(100)])
print(f"on the device {100 * (out.argmax(1) == y).float().mean():.2f} %")
