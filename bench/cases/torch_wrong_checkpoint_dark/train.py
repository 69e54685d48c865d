import torch
from sklearn.datasets import load_digits
from torch import nn

torch.manual_seed(70)
X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X, dtype=torch.float32) / 16, torch.tensor(y)
model = nn.Sequential(nn.Linear(64, 32), nn.ReLU(), nn.Linear(32, 10))
opt = torch.optim.Adam(model.parameters(), lr=0.01)
for epoch in range(8):
    for b in torch.randperm(1300).split(65):
        opt.zero_grad()
        nn.functional.cross_entropy(model(X[b]), y[b]).backward()
        opt.step()
with torch.no_grad():
    print("final validation accuracy: %.4f" % (model(X[1300:]).argmax(1) == y[1300:]).float().mean())
torch.save(model.state_dict(), "run_02.pt")
