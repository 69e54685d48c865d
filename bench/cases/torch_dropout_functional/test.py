import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

torch.manual_seed(11)


class Classifier(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(30, 24)
        self.fc2 = nn.Linear(24, 2)

    def forward(self, x):
        x = F.relu(self.fc1(x))
        x = F.dropout(x, p=0.8)
        return self.fc2(x)


def load(path):
    net = Classifier()
    net.load_state_dict(torch.load(path))
    net.eval()
    return net


data = np.load("holdout.npz")
x = torch.tensor((data["X"] - data["mean"]) / data["scale"], dtype=torch.float32)
net = load("classifier.pth")
with torch.no_grad():
    pred = net(x).argmax(dim=1).numpy()
print("test accuracy: %.4f" % np.mean(pred == data["y"]))
