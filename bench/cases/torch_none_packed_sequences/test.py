import torch
from torch.utils.data import DataLoader

from walks import Reader, collate, make

reader = Reader()
reader.load_state_dict(torch.load("reader.pt"))
reader.eval()
rows = sorted(make(400, 2), key=lambda pair: -len(pair[0]))
right, count = 0, 0
with torch.no_grad():
    for x, n, y in DataLoader(rows, batch_size=150, collate_fn=collate):
        right += (reader(x, n).argmax(1) == y).sum().item()
        count += len(y)
print("test accuracy %.4f" % (right / count))
