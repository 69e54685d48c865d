import torch
from torch import nn
from torch.utils.data import DataLoader

from datasets import TrainDigits

torch.manual_seed(12)
train_dl = DataLoader(TrainDigits(), batch_size=64, shuffle=True)
val_dl = DataLoader(TrainDigits(1300, 1797), batch_size=256)
model = nn.Sequential(nn.Flatten(), nn.Linear(64, 64), nn.Tanh(), nn.Dropout(0.1), nn.Linear(64, 10))
opt = torch.optim.Adam(model.parameters(), lr=3e-3)
for epoch in range(5):
    model.train()
    for x, y in train_dl:
        loss = nn.functional.cross_entropy(model(x), y)
        opt.zero_grad()
        loss.backward()
        opt.step()
    model.eval()
    with torch.no_grad():
        ok = torch.cat([model(x).argmax(1) == y for x, y in val_dl])
    print("epoch %d: validation accuracy %.4f" % (epoch, ok.float().mean()))
torch.save(model.state_dict(), "tanh.pt")
