import torch

from model import Net, loader

net = Net()
net.load_state_dict(torch.load("net.pt"), strict=False)
net.eval()
test_loader = loader(1300, 1797, 280)
correct = 0
with torch.no_grad():
    for x, y in test_loader:
        correct += (net(x).argmax(1) == y).sum().item()
print("accuracy after loading: %.4f" % (correct / (len(test_loader) * 280)))
