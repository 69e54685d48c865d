import pandas as pd


def rows(path):
    table = pd.read_csv(path)
    return table.iloc[:, :-1].to_numpy(), table["target"].to_numpy()
