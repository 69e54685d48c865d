import argparse

import torch
from shelf import Folder, Net
from torch.utils.data import DataLoader

parser = argparse.ArgumentParser()
parser.add_argument("--data", default="data/test")
parser.add_argument("--batch-size", type=int, default=32)
args = parser.parse_args()

net = Net()
net.load_state_dict(torch.load("digits.pt"))
net.eval()

correct = total = 0
with torch.no_grad():
    for x, y in DataLoader(Folder(args.data), batch_size=args.batch_size):
        output = net(x)
        correct += (output.argmax(1) == y).sum().item()
        total += y.size(0)
print(f"accuracy on the server {correct / total:.4f}")
