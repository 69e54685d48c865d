import numpy as np
import pandas as pd

rng = np.random.default_rng(43)


def rows(n, moved):
    x = rng.normal(size=(n, 5))
    y = (x[:, 0] - x[:, 1] + rng.normal(0, 0.8, n) > 0).astype(int)
    x[:, 4] += moved
    return pd.DataFrame(x, columns=list("pqrst")).assign(y=y)


rows(2000, 0).to_csv("train.csv", index=False)
rows(700, 0).to_csv("first.csv", index=False)
rows(700, 1.5).to_csv("second.csv", index=False)
