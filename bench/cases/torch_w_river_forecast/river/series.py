import json
from pathlib import Path

import numpy as np
import torch
from torch.utils.data import Dataset


class Series(Dataset):
    """Windows of twelve steps, and the level two steps behind them."""

    def __init__(self, folder, stats=None, steps=12, ahead=2):
        folder = Path(folder)
        meta = json.loads((folder / "series.json").read_text())
        self.values = np.memmap(folder / "series.bin", dtype="float32", mode="r", shape=(meta["rows"], len(meta["channels"])))
        cached = Path(stats or folder / "stats.npz")
        if not cached.exists():
            np.savez(cached, mean=self.values.mean(0), std=self.values.std(0))
        with np.load(cached) as known:
            self.mean, self.std = known["mean"], known["std"]
        self.steps, self.ahead = steps, ahead

    def __len__(self):
        return len(self.values) - self.steps - self.ahead + 1

    def __getitem__(self, i):
        window = (self.values[i : i + self.steps] - self.mean) / self.std
        target = self.values[i + self.steps + self.ahead - 1, 2]
        return torch.from_numpy(window), torch.tensor(target)
