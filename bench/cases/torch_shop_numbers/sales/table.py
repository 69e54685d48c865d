import json

import pandas as pd
import torch
from torch.utils.data import Dataset


class SalesTable(Dataset):
    def __init__(self, path, keys):
        with open(keys) as f:
            self.keys = json.load(f)
        frame = pd.read_csv(path)
        self.ids = torch.tensor([[self.keys[c][v] for c, v in zip(("shop", "kind"), row)]
                                 for row in frame[["shop", "kind"]].itertuples(index=False)])
        self.numbers = torch.tensor(frame[["week", "price"]].to_numpy("float32")) / torch.tensor([52.0, 1.0])
        self.sold = torch.tensor(frame["sold"].to_numpy("float32"))

    def __len__(self):
        return len(self.sold)

    def __getitem__(self, i):
        return self.ids[i], self.numbers[i], self.sold[i]
