import numpy as np
import pandas as pd
import torch
from torch.utils.data import Dataset


class Windows(Dataset):
    """Windows of `lookback` hours and the value `horizon` hours later, both scaled."""

    def __init__(self, path, config, stats):
        values = pd.read_csv(path, parse_dates=["stamp"])["load"].to_numpy("float32")
        self.values = values
        self.back, self.ahead = config.getint("windows", "lookback"), config.getint("windows", "horizon")
        self.over, self.stats = config.get("scaling", "over"), stats

    def __len__(self):
        return len(self.values) - self.back - self.ahead + 1

    def __getitem__(self, i):
        window = self.values[i : i + self.back]
        target = self.values[i + self.back + self.ahead - 1]
        mean, std = self.stats
        centre = window.mean() if self.over == "window" else mean
        spread = window.std() if self.over == "window" else std
        return torch.from_numpy((window - centre) / spread), torch.tensor((target - mean) / std, dtype=torch.float32)


def statistics(path):
    values = pd.read_csv(path)["load"].to_numpy("float32")
    return float(np.mean(values)), float(np.std(values))
