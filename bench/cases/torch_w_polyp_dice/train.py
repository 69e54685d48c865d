import torch
import yaml

from polyps.engine import Engine
from polyps.net import TinyUNet

torch.manual_seed(37)
with open("train.yaml") as f:
    engine = Engine(TinyUNet(), yaml.safe_load(f))
engine.fit("train.pt", epochs=5)
torch.save({"net": engine.net.state_dict(), "epoch": 5}, "polyps.ckpt")
print(f"val dice {engine.validate():.4f}")
