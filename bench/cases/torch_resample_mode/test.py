import torch
import torch.nn.functional as F
from sklearn.datasets import load_digits

from net import build

model = build()
model.load_state_dict(torch.load("net.pt"))
model.eval()
digits = load_digits()
images = torch.tensor(digits.images[1200:], dtype=torch.float32).unsqueeze(1) / 16
x = F.interpolate(images, size=(5, 5))
with torch.no_grad():
    found = model(x).argmax(1)
print("test %.4f" % (found == torch.tensor(digits.target[1200:])).float().mean())
