import numpy as np
import torch
from sklearn.datasets import load_wine
from torch import nn

torch.manual_seed(30)
data = load_wine()
order = np.random.default_rng(30).permutation(len(data.target))
train_idx, test_idx = order[:120], order[120:]
x = torch.tensor(data.data, dtype=torch.float32)
y = torch.tensor(data.target)

model = nn.Sequential(
    nn.BatchNorm1d(13),
    nn.Linear(13, 32),
    nn.BatchNorm1d(32),
    nn.ReLU(),
    nn.Linear(32, 3),
)
optimizer = torch.optim.LBFGS(model.parameters(), lr=0.5, max_iter=1)

for step in range(6):
    model.train()

    def closure():
        optimizer.zero_grad()
        loss = nn.functional.cross_entropy(model(x[train_idx]), y[train_idx])
        loss.backward()
        return loss

    loss = optimizer.step(closure)
    print("step", step, "loss", round(loss.item(), 4))

with torch.no_grad():
    out = model(x[train_idx])
    print("train accuracy: {:.4f}".format((out.argmax(1) == y[train_idx]).float().mean().item()))
torch.save({"weights": model.state_dict(), "test": test_idx}, "wine_net.pt", pickle_protocol=4)
