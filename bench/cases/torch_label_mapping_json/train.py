import torch

from rows import read
from trainer import Trainer

torch.manual_seed(37)
trainer = Trainer()
trainer.fit(read("train.csv", "classes.json"), epochs=10)
print(f"val acc: {trainer.evaluate(read('val.csv', 'classes.json')):.2f}%")
torch.save(trainer.net.state_dict(), "net.pt")
