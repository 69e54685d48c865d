import sqlite3

import numpy as np
import pandas as pd

rng = np.random.default_rng(1204)
n = 1700
age = rng.gamma(3, 2, n)
load = rng.uniform(200, 1800, n)
kind = rng.choice(["van", "truck", "tanker"], n, p=[0.5, 0.35, 0.15])
heat = 60 + 0.01 * load + rng.normal(0, 6, n)
wear = 0.25 * (age - 6) + 0.0016 * (load - 1000) + 0.05 * (heat - 70) + pd.Series(kind).map({"van": -0.4, "truck": 0.2, "tanker": 0.9}).to_numpy()
failed = (wear + rng.logistic(0, 0.75, n) > 0.2).astype(int)
table = pd.DataFrame({"age": age.round(2), "load": load.round(), "heat": heat.round(1), "kind": kind, "failed": failed})
table.loc[rng.random(n) < 0.04, "heat"] = np.nan
depot = np.where(np.arange(n) < 900, "north", np.where(np.arange(n) < 1550, "east", "west"))
with sqlite3.connect("fleet.db") as db:
    table.assign(depot=depot).to_sql("vehicle", db, index_label="id", if_exists="replace")
