import torch
from sklearn.datasets import load_digits
from torch import nn

from scaling import Scaling

digits = load_digits()
scale = Scaling.read("serving_settings.json")
net = nn.Sequential(nn.Linear(64, 32), nn.Tanh(), nn.Linear(32, 10))
net.load_state_dict(torch.load("digits.pt"))
net.eval()
x = torch.from_numpy(scale(digits.data[1200:].astype("float32")))
with torch.no_grad():
    right = net(x).argmax(1) == torch.tensor(digits.target[1200:])
print("serving: %.4f" % right.float().mean())
