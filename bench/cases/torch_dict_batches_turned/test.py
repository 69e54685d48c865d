import torch
from torch.utils.data import DataLoader
from train import Net, evaluate
from data import Digits

net = Net()
net.load_state_dict(torch.load("net.pt"))
print("test accuracy %.4f" % evaluate(net, DataLoader(Digits("test.npz"), 64)))
