import logging
import sys

import torch
from torch.utils.data import DataLoader

from digits import Digits, build
from trainer import Trainer

logging.basicConfig(level=logging.INFO, stream=sys.stdout, format="%(message)s")
torch.manual_seed(4)

trainer = Trainer(build(), lr=4e-3)
trainer.fit(DataLoader(Digits("train"), 40, shuffle=True), DataLoader(Digits("val"), 64), epochs=6)
trainer.save("checkpoint.pt")
