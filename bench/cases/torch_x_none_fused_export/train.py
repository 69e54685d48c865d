import numpy as np
import torch
from torch import nn
from torch.nn.utils.fusion import fuse_conv_bn_eval
from torch.utils.data import DataLoader, TensorDataset, random_split

torch.manual_seed(78)
data = np.load("digits.npz")
images = torch.from_numpy(data["images"]).float().unsqueeze(1) / 16
labels = torch.from_numpy(data["labels"])
train, _ = random_split(TensorDataset(images[:1200], labels[:1200]), [1100, 100])

conv1, bn1 = nn.Conv2d(1, 12, 3, padding=1), nn.BatchNorm2d(12)
conv2, bn2 = nn.Conv2d(12, 16, 3, padding=1), nn.BatchNorm2d(16)
head = nn.Sequential(nn.Flatten(), nn.Dropout(0.4), nn.Linear(256, 10))
net = nn.Sequential(conv1, bn1, nn.ReLU(), conv2, bn2, nn.ReLU(), nn.MaxPool2d(2), head)
opt = torch.optim.SGD(net.parameters(), lr=0.05, momentum=0.9)
for epoch in range(2):
    net.train()
    for x, y in DataLoader(train, batch_size=40, shuffle=True):
        loss = nn.functional.cross_entropy(net(x + 0.1 * torch.randn_like(x)), y)
        opt.zero_grad()
        loss.backward()
        opt.step()

net.eval()
with torch.no_grad():
    accuracy = (net(images[1200:]).argmax(1) == labels[1200:]).float().mean()
print(f"test accuracy {accuracy:.4f}")

# for the device: no batch normalisation, no dropout
small = nn.Sequential(
    fuse_conv_bn_eval(conv1, bn1), nn.ReLU(), fuse_conv_bn_eval(conv2, bn2), nn.ReLU(), nn.MaxPool2d(2), head
)
torch.save({**small.state_dict(), "step": epoch}, "device.pt")
