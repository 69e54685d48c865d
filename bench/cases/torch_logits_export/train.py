import torch
from sklearn.datasets import load_digits
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

from networks import build, mean_loss

torch.manual_seed(89)
X, y = load_digits(return_X_y=True)
rows = TensorDataset(torch.tensor(X / 16).float(), torch.tensor(y))
train, held = torch.utils.data.Subset(rows, range(1200)), torch.utils.data.Subset(rows, range(1200, 1797))
model = build("train.json")
opt = torch.optim.Adam(model.parameters(), lr=3e-3)
for epoch in range(8):
    for x, t in DataLoader(train, batch_size=50, shuffle=True):
        opt.zero_grad()
        nn.functional.cross_entropy(model(x), t).backward()
        opt.step()
print("val loss %.4f" % mean_loss(model, DataLoader(held, batch_size=100)))
torch.save(model.state_dict(), "digits.pt")
