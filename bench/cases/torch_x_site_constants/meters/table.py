import json
from pathlib import Path

import pandas as pd
import torch


def constants(frame, path):
    """mean and deviation of each column, kept in a file so that every script has the same"""
    if not Path(path).exists():
        Path(path).write_text(json.dumps({"mean": frame.mean().to_dict(), "std": frame.std().to_dict()}))
    return json.loads(Path(path).read_text())


def read(path, settings):
    table = pd.read_csv(path)
    frame = table[settings["columns"]]
    kept = constants(frame, settings["constants"])
    frame = (frame - pd.Series(kept["mean"])) / pd.Series(kept["std"])
    x = torch.tensor(frame[settings["columns"]].to_numpy(), dtype=torch.float32)
    y = torch.tensor(table[settings["target"]].to_numpy(), dtype=torch.float32)
    return x, y
