import torch

from text import Bag, load

bag = Bag()
bag.load_state_dict(torch.load("bag.pt"))
bag.eval()
x, y = load("test")
with torch.no_grad():
    accuracy = (bag(x).argmax(1) == y).float().mean().item()
print("test accuracy %.4f" % accuracy)
