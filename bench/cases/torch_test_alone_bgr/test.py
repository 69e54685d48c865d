import argparse

import torch
from torch.utils.data import DataLoader

from model import Flowers
from photos import Photos

parser = argparse.ArgumentParser()
parser.add_argument("--weights", default="flowers.pt")
parser.add_argument("--batch-size", type=int, default=64)
args = parser.parse_args()

net = Flowers()
net.load_state_dict(torch.load(args.weights, map_location="cpu"))
net.eval()
loader = DataLoader(Photos("photos"), batch_size=args.batch_size)
correct = total = 0
with torch.inference_mode():
    for images, labels in loader:
        predicted = net(images).argmax(1)
        correct += (predicted == labels).sum().item()
        total += len(labels)
print(f"{total} photos, accuracy {100 * correct / total:.2f}%")
