import torch

from digits import accuracy, build, classes, loader

torch.manual_seed(3)
names = classes("labels.json")
train, valid = loader("train.csv", names, shuffle=True), loader("valid.csv", names)
net = build()
opt = torch.optim.Adam(net.parameters(), lr=0.005)
for epoch in range(8):
    net.train()
    for x, y in train:
        opt.zero_grad()
        torch.nn.functional.cross_entropy(net(x), y).backward()
        opt.step()
print(f"valid accuracy {accuracy(net, valid):.4f}")
torch.save(net.state_dict(), "digits.pt")
