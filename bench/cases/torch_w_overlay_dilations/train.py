import torch

from motion.config import settings
from motion.trainer import Trainer

config = settings("base")
torch.manual_seed(config["seed"])
trainer = Trainer(config).fit()
trainer.save()
print(f"val accuracy: {trainer.validate():.4f}")
