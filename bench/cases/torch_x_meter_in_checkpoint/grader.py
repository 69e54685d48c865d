import sqlite3

import torch
from torch import nn
from torchmetrics.classification import MulticlassAccuracy


def boards(lot):
    with sqlite3.connect("tests.db") as db:
        rows = torch.tensor(db.execute("select * from board where lot = ?".replace("*", COLUMNS), (lot,)).fetchall())
    return rows[:, :-1].float(), rows[:, -1].long()


COLUMNS = ", ".join(f"p{k}" for k in range(9)) + ", grade"


class Grader(nn.Module):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(9, 48), nn.ReLU(), nn.Dropout(0.2), nn.Linear(48, 4))
        self.accuracy = MulticlassAccuracy(4, average="micro")
        self.accuracy.persistent(True)

    def forward(self, x):
        return self.net(x)

    @torch.no_grad()
    def score(self, x, y):
        self.eval()
        for xb, yb in zip(x.split(50), y.split(50)):
            self.accuracy.update(self(xb), yb)
        return self.accuracy.compute().item()
