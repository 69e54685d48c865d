import sqlite3

import numpy as np
import pandas as pd

rng = np.random.default_rng(71)
n = 1700
soil = rng.choice(["clay", "loam", "peat", "sand"], n, p=[0.3, 0.3, 0.15, 0.25])
slope = rng.choice(["flat", "gentle", "steep"], n)
rain = rng.gamma(6, 100, n)
depth = rng.normal(80, 25, n)
bonus = pd.Series(soil).map({"clay": -0.3, "loam": 1.9, "peat": 0.5, "sand": -1.9}).to_numpy()
score = bonus + 0.004 * (rain - 600) + 0.02 * (depth - 80) - 0.5 * (slope == "steep") + rng.logistic(0, 0.6, n)
crop = np.select([score < -0.9, score > 1.1], ["rye", "wheat"], "barley")
plots = pd.DataFrame({"soil": soil, "slope": slope, "rain": rain.round(1), "depth": depth.round(1), "crop": crop})
plots.insert(0, "plot", np.arange(n) + 1)
plots[:1000].to_csv("plots.csv", index=False)
held = plots[1000:]
held.to_csv("held.csv", index=False)
held = held.sort_values(["crop", "plot"], ascending=[False, True])
held["soil"] = held["soil"].str.ljust(5)
with sqlite3.connect("land.db") as db:
    held.to_sql("held", db, index=False)
    db.execute("create view survey as select * from held limit 450")
