import torch

from model import Net, evaluate, tensors

torch.manual_seed(4)
x, y = tensors("train.csv")
net = Net()
opt = torch.optim.Adam(net.parameters(), lr=0.01)
for epoch in range(15):
    net.train()
    for b in torch.randperm(len(x)).split(64):
        opt.zero_grad()
        torch.nn.functional.cross_entropy(net(x[b]), y[b]).backward()
        opt.step()
valid_x, valid_y = tensors("valid.csv")
print(f"validation: {evaluate(net, valid_x[200:700], valid_y[200:700]):.4f}")
torch.save(net.state_dict(), "fault.pt")
