import sys

import torch

from hotel.data import Reviews
from hotel.net import GRUReader

path = sys.argv[1]
saved = torch.load("reader.pt")
model = GRUReader(len(saved["itos"]), p=0.5)
model.load_state_dict(saved["net"])
model.eval()
reviews = Reviews(path, saved["max_len"])
x, y = reviews.tensors(saved["itos"])
right = 0
with torch.inference_mode():
    for start in range(0, len(x), 64):
        logits = model(x[start : start + 64])
        right += ((logits > 0).float() == y[start : start + 64]).sum().item()
print(f"second quarter: accuracy {right / len(y):.4f}")
