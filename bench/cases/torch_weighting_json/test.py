import torch
from sklearn.metrics import log_loss
from torch import nn

from data import rows

X, y = rows()
net = nn.Sequential(nn.Linear(10, 24), nn.Tanh(), nn.Linear(24, 3))
net.load_state_dict(torch.load("net.pt"))
net.eval()
with torch.no_grad():
    p = net(torch.from_numpy(X[900:])).softmax(1).numpy()
print("holdout log loss %.4f" % log_loss(y[900:], p))
