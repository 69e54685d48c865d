import sqlite3

import numpy as np
import pandas as pd

rng = np.random.default_rng(830)
n = 1500
frame = pd.DataFrame(
    {
        "serial": [f"{k:06d}" for k in rng.permutation(n) * 37],
        "vibration": rng.gamma(3, 0.4, n).round(3),
        "load": rng.uniform(0.2, 1.0, n).round(3),
        "oil": rng.choice(["mineral", "synthetic", "none"], n, p=[0.5, 0.4, 0.1]),
        "hours": rng.integers(10, 9000, n),
    }
)
wear = 1.4 * frame["vibration"] + frame["hours"] / 3000 + 1.2 * (frame["oil"] == "none") + frame["load"] + rng.logistic(0, 0.45, n)
frame["state"] = np.select([wear > 5.0, wear > 3.6], ["replace", "service"], "fine")
with sqlite3.connect("plant.db") as db:
    frame[:900].to_sql("fitted", db, index=False)
    frame[900:].drop(columns="state").to_sql("running", db, index=False)
    frame[900:][["serial", "state"]].sort_values("state").to_sql("inspected", db, index=False)
