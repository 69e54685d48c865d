import torch
import yaml

from polyps.engine import Engine
from polyps.net import TinyUNet

net = TinyUNet()
net.load_state_dict(torch.load("polyps.ckpt")["net"])
with open("review.yaml") as f:
    config = yaml.safe_load(f)
engine = Engine(net, config)
dice = engine.validate()
print(f"dice in review: {dice:.4f}")
