import os

import numpy as np
import pandas as pd

rng = np.random.default_rng(19)
SITES = {"assen": 90, "Breda": 110, "delft": 400, "ede": 60, "goes": 140, "zwolle": 300}
os.makedirs("sites", exist_ok=True)


def patients(n, rate):
    y = (rng.random(n) < rate).astype("int64")
    x = rng.normal(0, 1, (n, 12)).astype("float32")
    x[:, :4] += 0.85 * y[:, None]
    return x, y


x, y = patients(1500, 0.35)
np.savez("train.npz", x=x, y=y)
rows = []
for (site, n), rate in zip(SITES.items(), (0.3, 0.35, 0.4, 0.08, 0.12, 0.4)):
    x, y = patients(n, rate)
    np.save(f"sites/{site}.npy", x)
    rows += [{"site": site, "outcome": value} for value in y]
pd.DataFrame(rows).to_csv("outcomes.csv", index=False)
