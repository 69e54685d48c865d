import argparse

import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

from engine import evaluate

parser = argparse.ArgumentParser()
parser.add_argument("--weights", default="net.pt")
parser.add_argument("--limit", type=int, default=None)
args = parser.parse_args()

held_out = torch.load("valid.pt")
loader = DataLoader(TensorDataset(held_out["x"], held_out["y"]), batch_size=50)
net = nn.Sequential(nn.Linear(64, 24), nn.ReLU(), nn.Dropout(0.2), nn.Linear(24, 10))
net.load_state_dict(torch.load(args.weights))

accuracy = evaluate(net, loader, max_batches=args.limit)
print(f"test acc {accuracy:.4f}")
