import torch
from images import load, network
from torch import nn, optim
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(0)
train_loader = DataLoader(TensorDataset(*load("photos/train")), batch_size=32, shuffle=True)
val_loader = DataLoader(TensorDataset(*load("photos/val")), batch_size=32, shuffle=False)
net = network()
criterion = nn.CrossEntropyLoss()
optimizer = optim.Adam(net.parameters(), lr=3e-3)

for epoch in range(8):
    net.train()
    for images, labels in train_loader:
        optimizer.zero_grad()
        loss = criterion(net(images), labels)
        loss.backward()
        optimizer.step()
    net.eval()
    correct, total = 0, 0
    with torch.no_grad():
        for images, labels in val_loader:
            _, predicted = torch.max(net(images), 1)
            total += labels.size(0)
            correct += (predicted == labels).sum().item()
print("Val Acc: %.2f %%" % (100 * correct / total))
torch.save(net, "net.pt")
