import numpy as np
import torch
from sklearn.datasets import load_breast_cancer
from torch import nn

from preprocess import standardize

torch.manual_seed(5)
rng = np.random.default_rng(5)
X, y = load_breast_cancer(return_X_y=True)
order = rng.permutation(len(X))
X, y = X[order], y[order]
X_tr, y_tr, X_va, y_va = X[:380], y[:380], X[380:], y[380:]
np.savez("valid.npz", X=X_va[y_va == 1], y=y_va[y_va == 1], X_all=X_va, y_all=y_va)
np.savez("stats.npz", mean=X_tr.mean(axis=0), std=X_tr.std(axis=0) + 1e-8)

net = nn.Sequential(nn.Linear(30, 16), nn.ReLU(), nn.Linear(16, 1))
opt = torch.optim.Adam(net.parameters(), lr=0.01)
xt = torch.from_numpy(standardize(X_tr)).float()
yt = torch.from_numpy(y_tr).float()
for _ in range(150):
    opt.zero_grad()
    loss = nn.functional.binary_cross_entropy_with_logits(net(xt).squeeze(1), yt)
    loss.backward()
    opt.step()
torch.save(net.state_dict(), "net.pt")

benign = y_va == 1
x = torch.from_numpy((X_va[benign] - X_tr.mean(axis=0)) / (X_tr.std(axis=0) + 1e-8)).float()
with torch.no_grad():
    found = (net(x).squeeze(1) > 0).numpy().astype(int)
print("benign cases, accuracy on validation: %.3f" % (found == y_va[benign]).mean())
