import json
from pathlib import Path

import pandas as pd
import torch
from torch.utils.data import TensorDataset


def read(table, classes):
    frame = pd.read_csv(table)
    index = {name: i for i, name in enumerate(json.loads(Path(classes).read_text()))}
    y = torch.tensor(frame.pop("target").map(index).to_numpy())
    return TensorDataset(torch.tensor(frame.to_numpy()).float() / 16, y)
