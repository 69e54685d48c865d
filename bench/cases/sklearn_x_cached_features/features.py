import joblib
import pandas as pd

memory = joblib.Memory("cache", verbose=0)


@memory.cache
def load_features(path):
    """Read the readings and make features of them; takes a while, so it is done once a file."""
    readings = pd.read_csv(path)
    readings["range"] = readings["highest"] - readings["lowest"]
    readings["bend"] = readings["middle"] - (readings["highest"] + readings["lowest"]) / 2
    return readings[["lowest", "middle", "highest", "range", "bend", "load"]]
