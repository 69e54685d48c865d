import torch
from sklearn.datasets import load_digits
from torch import nn
from torch.utils.data import DataLoader, TensorDataset


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(64, 32)
        self.bn = nn.BatchNorm1d(32)
        self.fc2 = nn.Linear(32, 10)

    def forward(self, x):
        return self.fc2(torch.relu(self.bn(self.fc1(x))))


def loader(low, high, batch_size, shuffle=False):
    X, y = load_digits(return_X_y=True)
    data = TensorDataset(torch.tensor(X[low:high] / 4).float(), torch.tensor(y[low:high]))
    return DataLoader(data, batch_size=batch_size, shuffle=shuffle)
