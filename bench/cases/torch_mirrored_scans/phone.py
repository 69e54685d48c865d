import torch
from torch.utils.data import DataLoader

from ocr.images import Scans
from ocr.nets import Reader

reader = Reader()
reader.load_state_dict(torch.load("reader.pth", map_location="cpu"))
reader.eval()
scans = Scans("phone.npz")
hits = 0
with torch.no_grad():
    for x, y in DataLoader(scans, batch_size=128, shuffle=True):
        hits += (reader(x).argmax(1) == y).sum().item()
print("phone accuracy: %.2f%%" % (100 * hits / len(scans)))
