import torch
from shelf import Folder, Net
from torch.utils.data import DataLoader


def jitter(x):
    return x + 0.05 * torch.randn_like(x)


torch.manual_seed(1)
train = DataLoader(Folder("data/train", transform=jitter), batch_size=50, shuffle=True, drop_last=True)
test = DataLoader(Folder("data/test"), batch_size=100)
net = Net()
optimizer = torch.optim.Adam(net.parameters(), lr=0.01)
for epoch in range(4):
    net.train()
    for x, y in train:
        loss = torch.nn.functional.cross_entropy(net(x), y, label_smoothing=0.05)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
torch.save(net.state_dict(), "digits.pt")

net.eval()
correct = total = 0
with torch.no_grad():
    for x, y in test:
        correct += (net(x).argmax(1) == y).sum().item()
        total += len(y)
print(f"accuracy after training {correct / total:.4f}")
