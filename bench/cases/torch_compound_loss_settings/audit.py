import random

import torch

from engine import Engine

random.seed(1)
engine = Engine()
engine.model.load_state_dict(torch.load("engine.pt"))
print(f"audit loss: {engine.loss(slice(1100, 1797), 'audit.json'):.4f}")
