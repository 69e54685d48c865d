import torch
from torch import nn
from torch.utils.data import DataLoader

from wine import get_data, get_model

torch.manual_seed(10)
train_ds, val_ds = get_data()
model = get_model()
opt = torch.optim.SGD(model.parameters(), lr=0.05)
for epoch in range(5):
    for x, y in DataLoader(train_ds, batch_size=20, shuffle=True):
        opt.zero_grad()
        nn.functional.cross_entropy(model(x), y).backward()
        opt.step()

model.eval()
with torch.no_grad():
    x, y = val_ds.tensors
    print("val_acc=%.4f" % (model(x).argmax(1) == y).float().mean())
torch.save(model.state_dict(), "wine.pt")
