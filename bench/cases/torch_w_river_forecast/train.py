import torch
from sklearn.metrics import r2_score
from torch import nn
from torch.utils.data import DataLoader

from river.model import Forecaster
from river.series import Series

torch.manual_seed(73)
train = DataLoader(Series("y1"), batch_size=50, shuffle=True)
model = Forecaster()
optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
for epoch in range(8):
    model.train()
    for window, level in train:
        loss = nn.functional.mse_loss(model(window), level)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
torch.save(model.state_dict(), "forecaster.pt")

model.eval()
with torch.no_grad():
    pairs = [(model(window), level) for window, level in DataLoader(Series("y2", stats="y1/stats.npz"), batch_size=100)]
predicted, levels = (torch.cat(part) for part in zip(*pairs))
print(f"R2 in the second year: {r2_score(levels, predicted):.4f}")
