import numpy as np
import pandas as pd

COLUMNS = ["amount", "items", "age", "visits", "hour", "abroad"]
SKEWED = ["amount", "visits"]


def build(path):
    """Read an export of orders and make the columns that the model wants."""
    orders = pd.read_csv(path, parse_dates=["placed"])
    orders["hour"] = orders["placed"].dt.hour
    orders["abroad"] = (orders["country"] != "NL").astype(int)
    orders["age"] = orders["age"].fillna(orders["age"].median())
    orders[SKEWED] = np.log1p(orders[SKEWED])
    return orders[COLUMNS], orders["returned"]
