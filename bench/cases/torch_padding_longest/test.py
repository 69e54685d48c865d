import torch
from torch.utils.data import DataLoader

from sequences import Reader, accuracy, collate, make

model = Reader()
model.load_state_dict(torch.load("reader.pt"))
everything = DataLoader(make(500, 2), batch_size=500, collate_fn=collate)
print("test accuracy %.4f" % accuracy(model, everything))
