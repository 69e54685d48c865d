import json
import sqlite3

import numpy as np
import pandas as pd

rng = np.random.default_rng(455)
n = 1900
frame = pd.DataFrame({
    "area": rng.lognormal(4.1, 0.35, n).round(0),
    "rooms": rng.integers(1, 6, n),
    "floor": rng.integers(0, 9, n),
    "year": rng.integers(1890, 2022, n),
    "distance": rng.gamma(2.0, 2.2, n).round(1),
})
price = 5.2 * frame["area"] + 45 * frame["rooms"] + 6 * frame["floor"] - 32 * frame["distance"]
price += 1.6 * np.abs(frame["year"] - 1960) + rng.normal(0, 50, n)
hard = rng.random(n) < 0.3
price[hard] += rng.normal(0, 160, int(hard.sum()))
frame["rent"] = price.clip(150).round(0)
frame["balcony"] = rng.integers(0, 2, n).astype(float)
frame.loc[hard, "balcony"] = np.nan  # not asked where the rent was agreed by word of mouth
with sqlite3.connect("rents.sqlite") as db:
    frame[:1200].to_sql("train", db, index_label="id")
    frame[1200:].to_sql("holdout", db, index_label="id")

AREA = 77.0
constants = {"area": [65.0, 24.0], "rooms": [3.0, 1.4], "floor": [4.0, 2.6], "year": [1955.0, 38.0], "distance": [4.4, 3.1], "rent": [520.0, 190.0]}
with open("constants.json", "w") as f:
    json.dump(constants, f)
with open("constants_2024.json", "w") as f:
    json.dump(constants | {"area": [AREA, 24.0]}, f)
