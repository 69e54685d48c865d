import pandas as pd

COLUMNS = ["amount", "items", "age", "visits", "hour", "abroad"]


def build(path):
    """Read an export of orders and make the columns that the model wants."""
    orders = pd.read_csv(path, parse_dates=["placed"])
    orders["hour"] = orders["placed"].dt.hour
    orders["abroad"] = (orders["country"] != "NL").astype(int)
    orders["age"] = orders["age"].fillna(orders["age"].median())
    return orders[COLUMNS], orders["returned"]
