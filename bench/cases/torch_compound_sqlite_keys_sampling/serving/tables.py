import sqlite3

import pandas as pd
import torch


def read(database):
    with sqlite3.connect(database) as db:
        scans = pd.read_sql("SELECT * FROM scans", db)
        verdicts = pd.read_sql("SELECT target FROM verdicts", db)
    X = torch.tensor(scans.drop(columns="scan").to_numpy(), dtype=torch.float32) / 16
    return X, torch.tensor(verdicts["target"].to_numpy())
