import torch
from torch import nn
from torchmetrics.classification import BinaryAccuracy

from credit.data import split
from credit.net import Net

torch.manual_seed(17)
(X, y), (X_test, y_test) = split()
X, y = torch.from_numpy(X), torch.from_numpy(y).float()
net = Net()
net.prepare.adapt(X)
optimizer = torch.optim.Adam(net.parameters(), lr=0.01)
for epoch in range(15):
    net.train()
    for rows in torch.randperm(len(X)).split(25):
        loss = nn.functional.binary_cross_entropy_with_logits(net(X[rows]), y[rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()

net.eval()
metric = BinaryAccuracy(threshold=0.5)
with torch.no_grad():
    metric(net(torch.from_numpy(X_test)).sigmoid(), torch.from_numpy(y_test))
print("accuracy after training: {:.4f}".format(metric.compute()))
torch.save(net.state_dict(), "net.pth")
