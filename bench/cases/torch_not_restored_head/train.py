import torch
from sklearn.datasets import load_digits
from torch.nn.functional import cross_entropy

from nets import Model

torch.manual_seed(3)
digits = load_digits()
x = torch.tensor(digits.images, dtype=torch.float32)[:, None] / 16
y = torch.tensor(digits.target)
model = Model()
opt = torch.optim.Adam(model.parameters(), lr=3e-3)
for epoch in range(3):
    model.train()
    for b in torch.randperm(1300).split(50):
        opt.zero_grad()
        cross_entropy(model(x[b]), y[b]).backward()
        opt.step()
    model.eval()
    with torch.no_grad():
        val = (model(x[1300:]).argmax(1) == y[1300:]).float().mean()
    print(f"epoch {epoch} val_accuracy {val:.4f}")
torch.save({"backbone": model.backbone.state_dict(), "head": model.head.state_dict()}, "parts.pt")
