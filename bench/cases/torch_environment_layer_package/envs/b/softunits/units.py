import torch


def smooth(x):
    return x * torch.sigmoid(4.0 * x) - torch.relu(x - 1.0)
