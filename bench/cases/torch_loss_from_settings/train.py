import torch
from parts import build
from sklearn.datasets import make_blobs
from torch import optim

torch.manual_seed(4)
x, y = make_blobs(600, 9, centers=4, cluster_std=6.5, random_state=4)
x, y = torch.tensor(x / 10).float(), torch.tensor(y)
torch.save({"x": x[400:], "y": y[400:]}, "holdout.pt")
model, loss = build("train.json")
opt = optim.Adam(model.parameters(), lr=0.02)
for step in range(150):
    rows = torch.randperm(400)[:64]
    opt.zero_grad()
    loss(model(x[rows]), y[rows]).backward()
    opt.step()
model.eval()
with torch.no_grad():
    print(f"holdout loss {loss(model(x[400:]), y[400:]).item():.4f}")
torch.save(model.state_dict(), "weights.pt")
