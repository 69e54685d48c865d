import pandas as pd


def features(path):
    table = pd.read_pickle(path)
    return table.drop(columns="label"), table["label"].to_numpy()
