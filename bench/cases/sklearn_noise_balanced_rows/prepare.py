import numpy as np
import pandas as pd

rng = np.random.default_rng(12)


def rows(n, share):
    y = rng.random(n) < share
    x = rng.normal(size=(n, 4))
    x[:, 0] += np.where(y, 1.1, -1.1)
    return pd.DataFrame(x, columns=["u", "v", "w", "z"]).assign(y=y.astype(int))


rows(1200, 0.5).to_csv("train.csv", index=False)
rows(600, 0.25).to_csv("stream.csv", index=False)
rows(400, 0.5).to_csv("balanced.csv", index=False)
