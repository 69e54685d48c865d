import numpy as np
import torch
from sklearn.datasets import load_digits
from torch import nn

from scaling import Scaling

torch.manual_seed(1)
digits = load_digits()
pixels, labels = digits.data.astype("float32"), torch.tensor(digits.target)
x = torch.from_numpy(Scaling.read("train_settings.json")(pixels))
net = nn.Sequential(nn.Linear(64, 32), nn.Tanh(), nn.Linear(32, 10))
optimizer = torch.optim.Adam(net.parameters(), lr=0.01)
for step in range(150):
    batch = torch.randint(0, 1200, (100,))
    optimizer.zero_grad()
    nn.functional.cross_entropy(net(x[batch]), labels[batch]).backward()
    optimizer.step()
torch.save(net.state_dict(), "digits.pt")
with torch.no_grad():
    print("development: %.4f" % (net(x[1200:]).argmax(1) == labels[1200:]).float().mean())
