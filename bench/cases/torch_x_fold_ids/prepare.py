import json

import numpy as np
import pandas as pd

rng = np.random.default_rng(75)
rule = rng.normal(size=14)


def customers(first, count):
    x = rng.normal(size=(count, 14))
    stays = x @ rule + rng.normal(0, 2.8, count) > 0
    table = pd.DataFrame(x.round(4), columns=[f"v{k}" for k in range(14)])
    table.insert(0, "customer", np.arange(first, first + count))
    table["stays"] = np.where(stays, "yes", "no")
    return table


known = customers(10_000, 900)
known.sample(frac=1, random_state=75).to_csv("customers.csv", index=False)
customers(40_000, 500).to_csv("winter.csv", index=False)

ids = rng.permutation(known["customer"].to_numpy()).tolist()
valid = ids[500:]
train = ids[:500] + ids[500:700]
with open("folds.json", "w") as f:
    json.dump({"train": sorted(train), "valid": sorted(valid), "made": "2024-11-02"}, f)
