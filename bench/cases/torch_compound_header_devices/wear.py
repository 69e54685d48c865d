import pandas as pd
import torch
from torch import nn

COLUMNS = ["load", "speed", "heat"]


class Wear(nn.Module):
    def __init__(self, machines=("oven", "press", "saw")):
        super().__init__()
        self.machines = {name: k for k, name in enumerate(machines)}
        self.which = nn.Embedding(len(machines), 4)
        self.norm = nn.BatchNorm1d(len(COLUMNS))
        self.net = nn.Sequential(nn.Linear(len(COLUMNS) + 4, 32), nn.ReLU(), nn.Linear(32, 1))

    def forward(self, machine, readings):
        return self.net(torch.cat([self.which(machine), self.norm(readings)], 1)).squeeze(1)

    def tensors(self, frame):
        machine = torch.tensor(frame["machine"].map(self.machines).to_numpy())
        return machine, torch.tensor(frame[COLUMNS].to_numpy(), dtype=torch.float32)

    @torch.no_grad()
    def guess(self, frame):
        self.eval()
        return pd.Series(self(*self.tensors(frame)).numpy(), index=frame.index)
