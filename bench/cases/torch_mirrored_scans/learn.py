import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, Subset

from ocr.images import Scans
from ocr.nets import Reader

torch.manual_seed(5)
np.random.seed(5)
train = Subset(Scans("desk.npz", jitter=1), range(0, 900))
check = Subset(Scans("desk.npz"), range(900, 1200))
reader = Reader()
optimizer = torch.optim.SGD(reader.parameters(), lr=0.1, momentum=0.9, nesterov=True)
schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, 6)
for epoch in range(6):
    reader.train()
    for x, y in DataLoader(train, batch_size=45, shuffle=True):
        optimizer.zero_grad()
        nn.functional.cross_entropy(reader(x), y, label_smoothing=0.1).backward()
        optimizer.step()
    schedule.step()
reader.eval()
with torch.no_grad():
    hits = sum((reader(x).argmax(1) == y).sum() for x, y in DataLoader(check, batch_size=75))
print("desk accuracy: %.2f%%" % (100 * hits / len(check)))
torch.save(reader.state_dict(), "reader.pth")
