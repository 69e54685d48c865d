import torch

from digits import accuracy, build, classes, loader

names = classes("labels_release.json")
net = build()
net.load_state_dict(torch.load("digits.pt"))
print(f"test accuracy {accuracy(net, loader('test.csv', names)):.4f}")
