import torch

from rows import read
from trainer import Trainer

trainer = Trainer()
trainer.net.load_state_dict(torch.load("net.pt"))
delivery = read("delivery/rows.csv", "delivery/classes.json")
print(f"delivery acc: {trainer.evaluate(delivery):.2f}%")
