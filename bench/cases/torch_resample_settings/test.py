import torch

from vision import build, images

net = build()
net.load_state_dict(torch.load("net.pt"))
net.eval()
x, y = images("service.json", 1200, 1797)
with torch.no_grad():
    print("service accuracy %.4f" % (net(x).argmax(1) == y).float().mean())
