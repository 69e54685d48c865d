import torch
from torch import nn
from torch.utils.data import DataLoader

from data import FolderDataset
from net import build

torch.manual_seed(0)
train_loader = DataLoader(FolderDataset("train"), batch_size=50, shuffle=True)
val_loader = DataLoader(FolderDataset("val", augment=False), batch_size=100)

model = build()
opt = torch.optim.Adam(model.parameters(), lr=2e-3)
for epoch in range(4):
    model.train()
    for images, labels in train_loader:
        loss = nn.functional.cross_entropy(model(images), labels)
        opt.zero_grad()
        loss.backward()
        opt.step()
    model.eval()
    hits = 0
    with torch.no_grad():
        for images, labels in val_loader:
            hits += (model(images).argmax(1) == labels).sum().item()
    print(f"epoch {epoch}: val accuracy {hits / len(val_loader.dataset):.4f}")
torch.save(model.state_dict(), "model.pth")
