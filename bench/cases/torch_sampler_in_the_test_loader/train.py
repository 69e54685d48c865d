import torch
from torch import nn

from loaders import make_loader

torch.manual_seed(16)
model = nn.Sequential(nn.Linear(12, 24), nn.GELU(), nn.Dropout(0.1), nn.Linear(24, 1))
opt = torch.optim.Adam(model.parameters(), lr=5e-3)
loss = nn.BCEWithLogitsLoss(pos_weight=torch.tensor(0.5))
for epoch in range(8):
    model.train()
    for x, y in make_loader("train"):
        opt.zero_grad()
        loss(model(x).squeeze(1), y.float()).backward()
        opt.step()
model.eval()
hits = n = 0
with torch.no_grad():
    for x, y in make_loader("valid", balanced=False):
        hits += ((model(x).squeeze(1) > 0).long() == y).sum().item()
        n += y.size(0)
print(f"Valid acc {hits / n:.4f}")
torch.save(model.state_dict(), "mlp.pth")
