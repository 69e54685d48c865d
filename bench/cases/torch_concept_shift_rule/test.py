import torch

from model import Net, evaluate, tensors

net = Net()
net.load_state_dict(torch.load("fault.pt"))
x, y = tensors("audit.csv")
print(f"audit: {evaluate(net, x, y):.4f}")
