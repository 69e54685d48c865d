import json
import os

import numpy as np
import pandas as pd

rng = np.random.default_rng(63)


def houses(n):
    area = rng.lognormal(4.6, 0.7, n)
    garden = rng.lognormal(5.0, 1.1, n)
    frame = pd.DataFrame({"area": area, "garden": garden, "age": rng.uniform(0, 90, n), "floor": rng.integers(0, 6, n)})
    pull = 1.5 * np.log(area / 100) + 0.9 * np.log(garden / 150) - frame.age / 45 + 1 + rng.normal(0, 0.9, n)
    return frame.assign(sold=(pull > 0).astype(int)).round(3)


os.makedirs("history", exist_ok=True)
os.makedirs("check", exist_ok=True)
check = houses(500)
for month in ("2025-01", "2025-02", "2025-03"):
    houses(260).to_csv(f"history/{month}.csv", index=False)
agency = pd.concat([houses(150), check.sample(250, random_state=1)]).sample(frac=1, random_state=2)
agency.to_csv("history/agency.csv", index=False)
check.to_csv("check/2025-04.csv", index=False)
houses(600).to_csv("check/2025-05.csv", index=False)
for role, logs in (("training", ["area", "garden"]), ("service", ["area"])):
    with open(f"{role}.json", "w") as f:
        json.dump({"columns": ["area", "garden", "age", "floor"], "logs": logs, "rows": "check/*.csv"}, f)
