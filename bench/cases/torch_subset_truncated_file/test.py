import torch

from net import accuracy, build

net = build()
net.load_state_dict(torch.load("net.pt"))
print(f"accuracy on test.csv: {accuracy(net, 'test.csv'):.4f}")
