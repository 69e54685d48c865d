import json

import torch
from torch.utils.data import DataLoader

from reader import Reader, accuracy, collate

reader = Reader()
reader.load_state_dict(torch.load("reader.pt"))
test = json.load(open("test.json"))
loader = DataLoader(list(zip(test["tokens"], test["labels"])), batch_size=150, collate_fn=collate)
print("large batches: %.4f" % accuracy(reader, loader))
