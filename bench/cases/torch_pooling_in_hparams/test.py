import argparse
from pathlib import Path

import torch
import yaml

from engine import accuracy, loader
from network import Recognizer

parser = argparse.ArgumentParser()
parser.add_argument("folder", type=Path)
parser.add_argument("--batch-size", type=int, default=64)
args = parser.parse_args()

hparams = yaml.safe_load((args.folder / "hparams.yaml").read_text())
model = Recognizer(**hparams)
missing, unexpected = model.load_state_dict(torch.load(args.folder / "weights.pt"), strict=False)
print("missing", missing, "unexpected", unexpected)
print("test accuracy", accuracy(model, loader("test", args.batch_size)))
