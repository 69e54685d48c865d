import torch
import torch.nn.functional as F
from sklearn.datasets import load_digits

from net import build

torch.manual_seed(1)
digits = load_digits()
images = torch.tensor(digits.images, dtype=torch.float32).unsqueeze(1) / 16
y = torch.tensor(digits.target)
x = F.interpolate(images, size=(5, 5), mode="area")
model = build()
opt = torch.optim.Adam(model.parameters(), lr=5e-3)
for epoch in range(12):
    for part in torch.randperm(1200).split(50):
        opt.zero_grad()
        F.cross_entropy(model(x[part]), y[part]).backward()
        opt.step()
model.eval()
with torch.no_grad():
    print("val %.4f" % (model(x[1200:]).argmax(1) == y[1200:]).float().mean())
torch.save(model.state_dict(), "net.pt")
