import torch

net = torch.jit.load("net.ts")
net.eval()
x, y = torch.load("rows.pt")
with torch.no_grad():
    out = net(x)
acc = ((out > 0).float() == y).float().mean()
print("Test accuracy: %.1f%%" % (100 * acc))
