import tomllib

import torch

from survey.trainer import Trainer

torch.manual_seed(620)
with open("train.toml", "rb") as f:
    trainer = Trainer(tomllib.load(f))
trainer.fit()
trainer.save()
print(f"second wave: {trainer.evaluate():.4f}")
