import torch
from sklearn.datasets import load_digits
from sklearn.metrics import f1_score
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

from ensemble import Ensemble, member

torch.manual_seed(41)
X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X, dtype=torch.float32) / 16, torch.tensor(y)
train = DataLoader(TensorDataset(X[:1000], y[:1000]), batch_size=50, shuffle=True)
members = []
for seed in range(2):
    torch.manual_seed(seed)
    net = member(48, 0.6)
    optimizer = torch.optim.RMSprop(net.parameters(), lr=2e-3)
    for epoch in range(7):
        for x, t in train:
            optimizer.zero_grad()
            nn.functional.cross_entropy(net(x), t).backward()
            optimizer.step()
    members.append(net)
    torch.save(net.state_dict(), f"member_{seed}.pt")

for net in members:
    net.eval()
with torch.no_grad():
    answer = Ensemble(members)(X[1000:])
print("ensemble F1 %.4f" % f1_score(y[1000:].numpy(), answer.argmax(-1).numpy(), average="macro"))
