import torch
from torch.utils.data import DataLoader

from digits import Digits, build
from trainer import Trainer

torch.manual_seed(0)
trainer = Trainer(build())
trainer.load("checkpoint.pt")
print("test accuracy {:.4f}".format(trainer.score(DataLoader(Digits("test"), 64))))
