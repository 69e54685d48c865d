import torch
from torch.utils.data import DataLoader

from data import FolderDataset
from net import build

torch.manual_seed(1)
model = build()
model.load_state_dict(torch.load("model.pth", map_location="cpu"))
model.eval()

loader = DataLoader(FolderDataset("test"), batch_size=64, shuffle=True)
hits = 0
with torch.no_grad():
    for images, labels in loader:
        hits += (model(images).argmax(1) == labels).sum().item()
print(f"test accuracy {hits / len(loader.dataset):.4f}")
