import torch
from torch import nn
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from park import load, net

torch.manual_seed(12)
X, y = load("park_train.csv")
model = net()
averaged = AveragedModel(model, multi_avg_fn=get_ema_multi_avg_fn(0.9985))
optimizer = torch.optim.Adam(model.parameters(), lr=0.003)
for epoch in range(12):
    model.train()
    for rows in torch.randperm(len(X)).split(80):
        optimizer.zero_grad()
        nn.functional.cross_entropy(model(X[rows]), y[rows]).backward()
        optimizer.step()
        averaged.update_parameters(model)
model.eval()
X, y = load("park_dev.csv")
with torch.no_grad():
    print("dev accuracy = %.4f" % (model(X).argmax(-1) == y).double().mean())
torch.save({"raw": model.state_dict(), "averaged": averaged.module.state_dict(), "epoch": epoch}, "visitors.pt")
