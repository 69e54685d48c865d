import numpy as np
import pandas as pd

rng = np.random.default_rng(201)


def region(n, centre):
    X = rng.normal(0, 1.2, (n, 4))
    X[:, 0] += centre
    p = 1 / (1 + np.exp(-(1.6 * X[:, 0] + 0.8 * X[:, 1])))
    return pd.DataFrame(X, columns=["depth", "salt", "flow", "temp"]).round(4).assign(alarm=(rng.random(n) < p).astype(int))


for name, n, centre in (("training", 2000, 2.0), ("north", 1800, 2.0), ("south", 1800, 0.6)):
    region(n, centre).to_csv(f"{name}.csv", index=False)
