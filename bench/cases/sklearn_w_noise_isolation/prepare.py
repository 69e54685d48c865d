import json
import os

import numpy as np
import pandas as pd

rng = np.random.default_rng(1207)
mix = rng.normal(size=(3, 6))
names = ["flow", "head", "power", "bearing", "casing", "noise"]


def shift(n, bad):
    x = rng.normal(size=(n, 3)) @ mix + rng.normal(0, 0.5, (n, 6))
    broken = np.arange(n) < bad
    rng.shuffle(broken)
    x[broken] *= rng.uniform(1.0, 2.4, (bad, 1))
    x[:, 3:5] = x[:, 3:5] * 6 + 60
    return pd.DataFrame(x.round(4), columns=names).assign(broken=broken.astype(int))


os.makedirs("rows", exist_ok=True)
shift(800, 40).to_csv("rows/normal.csv", index=False)
shift(380, 26).to_csv("rows/north.csv", index=False)
south = shift(380, 26)
south[["bearing", "casing"]] = (south[["bearing", "casing"]] * 9 / 5 + 32).round(4)
south[["noise", "broken", "casing", "bearing", "flow", "power", "head"]].to_json("rows/south.json", orient="records")
with open("pumps/sites.json", "w") as f:
    json.dump({"normal": {}, "north": {"contamination": 0.07}, "south": {"degrees": "F", "contamination": 0.12}}, f)
