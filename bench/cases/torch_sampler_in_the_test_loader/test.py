import torch
from torch import nn

from loaders import make_loader

torch.manual_seed(0)
model = nn.Sequential(nn.Linear(12, 24), nn.GELU(), nn.Dropout(0.1), nn.Linear(24, 1))
model.load_state_dict(torch.load("mlp.pth"))
model.eval()
test_loader = make_loader("test", batch_size=64)
hits = n = 0
with torch.no_grad():
    for x, y in test_loader:
        hits += ((model(x).squeeze(1) > 0).long() == y).sum().item()
        n += y.size(0)
print(f"Test acc {hits / n:.4f}")
