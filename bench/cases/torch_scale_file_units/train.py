import torch
from torch.nn.functional import cross_entropy

from model import Tumour, read

torch.manual_seed(20)
x, y = read("train.csv")
xv, yv = read("valid.csv")
net = Tumour()
net.fit_scale(x)
opt = torch.optim.Adam(net.parameters(), lr=0.01, weight_decay=1e-3)
for _ in range(120):
    opt.zero_grad()
    cross_entropy(net(x), y).backward()
    opt.step()
net.eval()
with torch.no_grad():
    print("valid.csv accuracy:", round((net(xv).argmax(1) == yv).double().mean().item(), 4))
torch.save(net.state_dict(), "tumour.pt")
