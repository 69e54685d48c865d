import torch
from torch.utils.data import DataLoader

from train import Config, accuracy, make_net, splits

blob = torch.load("model.pt")
net = make_net(Config(**blob["cfg"]))
net.load_state_dict(blob["net"])
_, valid = splits()
print(f"reloaded: {accuracy(net, DataLoader(valid, batch_size=128)):.4f}")
