import torch
from images import load

net = torch.load("net.pt", weights_only=False)
net.eval()
images, labels = load("gallery")
with torch.no_grad():
    _, predicted = torch.max(net(images), 1)
correct = (predicted == labels).sum().item()
print("Test Acc: %.2f %%" % (100 * correct / labels.size(0)))
