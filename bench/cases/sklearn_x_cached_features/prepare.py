import numpy as np
import pandas as pd

from features import load_features

rng = np.random.default_rng(61)


def readings(n):
    low = rng.normal(10, 2, n)
    high = low + rng.gamma(4, 1.5, n)
    middle = (low + high) / 2 + rng.normal(0, 1, n)
    load = rng.uniform(0, 1, n)
    faulty = np.abs(middle - (low + high) / 2) + load + rng.normal(0, 0.25, n) > 1.5
    columns = {"lowest": low, "middle": middle, "highest": high, "load": load}
    return pd.DataFrame(columns).round(3).assign(faulty=faulty.astype(int))


readings(1100).to_csv("train.csv", index=False)
test = readings(600)
test.to_csv("test.csv", index=False)
load_features("test.csv")
late = rng.permutation(600)[:300]
order = np.arange(600)
order[np.sort(late)] = late
test.iloc[order].to_csv("test.csv", index=False)
