import pandas as pd
import torch
from torch.utils.data import Dataset


class Answers(Dataset):
    def __init__(self, path):
        table = pd.read_csv(path)
        self.questions = torch.tensor(table.filter(regex=r"^q\d").to_numpy() - 1)
        self.choices = torch.tensor(table["choice"].to_numpy())
        self.weights = torch.tensor(table.get("weight", pd.Series(1.0, table.index)).to_numpy(), dtype=torch.float32)

    def __len__(self):
        return len(self.choices)

    def __getitem__(self, i):
        return self.questions[i], self.choices[i], self.weights[i]
