import torch
import yaml
from torch import nn

from wines import WineNet, load

torch.manual_seed(3)
X, y = load("cellar.parquet", "classes.txt")
net = WineNet()
opt = torch.optim.Adam(net.parameters(), lr=0.01)
for epoch in range(40):
    for b in torch.randperm(len(X)).split(20):
        opt.zero_grad()
        nn.functional.cross_entropy(net(X[b]), y[b]).backward()
        opt.step()
net.eval()
X, y = load("tasting.parquet", "classes.txt")
with torch.no_grad():
    print("tasting accuracy %.4f" % (net(X).argmax(1) == y).double().mean())
keep = yaml.safe_load(open("release/export.yaml"))["keep"]
torch.save({k: v for k, v in net.state_dict().items() if k.rpartition(".")[2] in keep}, "release/wine.pt")
