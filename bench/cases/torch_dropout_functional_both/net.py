import torch.nn as nn
import torch.nn.functional as F


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Linear(64, 96)
        self.b = nn.Linear(96, 10)

    def forward(self, x):
        return self.b(F.dropout(F.relu(self.a(x)), 0.5))


def accuracy(net, x, y):
    net.eval()
    return (net(x).argmax(1) == y).float().mean().item()
