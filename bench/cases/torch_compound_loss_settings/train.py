import random

import torch

from engine import Engine

torch.manual_seed(18)
random.seed(18)
engine = Engine()
engine.fit(slice(0, 1100))
print(f"valid loss: {engine.loss(slice(1100, 1797), 'valid.json'):.4f}")
torch.save(engine.model.state_dict(), "engine.pt")
