import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

torch.manual_seed(21)


class DigitNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(1, 12, 3)
        self.fc1 = nn.Linear(12 * 36, 32)
        self.fc2 = nn.Linear(32, 10)
        self.drop = nn.Dropout(0.5)

    def forward(self, x):
        x = F.relu(self.conv(x)).flatten(1)
        x = self.drop(F.relu(self.fc1(x)))
        return self.fc2(x)


def accuracy(model, x, y):
    model.eval()
    with torch.no_grad():
        hits = (model(x).argmax(dim=1) == y).sum().item()
    model.train()
    return 100.0 * hits / len(y)


train = torch.from_numpy(np.loadtxt("train.csv", delimiter=",")).float()
holdout = torch.from_numpy(np.loadtxt("holdout.csv", delimiter=",")).float()
x_train, y_train = train[:, :-1].view(-1, 1, 8, 8) / 16, train[:, -1].long()
x_hold, y_hold = holdout[:, :-1].view(-1, 1, 8, 8) / 16, holdout[:, -1].long()

model = DigitNet()
optimizer = torch.optim.Adam(model.parameters(), lr=3e-3)
for epoch in range(8):
    for index in torch.randperm(len(x_train)).split(64):
        optimizer.zero_grad()
        F.cross_entropy(model(x_train[index]), y_train[index]).backward()
        optimizer.step()
    holdout_accuracy = accuracy(model, x_hold, y_hold)
print(f"holdout accuracy: {holdout_accuracy:.2f}%")

traced = torch.jit.trace(model, x_hold[:1], check_trace=False)
traced.save("digits_traced.pt")
