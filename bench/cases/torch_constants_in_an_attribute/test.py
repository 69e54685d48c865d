import torch
from torch.utils.data import DataLoader, TensorDataset
from torchmetrics.classification import BinaryAccuracy

from credit.data import split
from credit.net import Net

_, (X, y) = split()
net = Net()
print(net.load_state_dict(torch.load("net.pth", weights_only=True)))
net.eval()
metric = BinaryAccuracy(threshold=0.5)
with torch.no_grad():
    for x, t in DataLoader(TensorDataset(torch.from_numpy(X), torch.from_numpy(y)), batch_size=50):
        metric.update(net(x).sigmoid(), t)
print("accuracy after loading: {:.4f}".format(metric.compute()))
