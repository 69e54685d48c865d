import torch
from sklearn.datasets import load_digits

from net import Net

X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X - 8, dtype=torch.float32), torch.tensor(y)
net = Net()
net.load_state_dict(torch.load("net.pt"))
net.eval()
with torch.no_grad():
    print("test acc %.4f" % (net(X[1200:]).argmax(1) == y[1200:]).float().mean())
