import numpy as np
import pandas as pd

rng = np.random.default_rng(113)


def month(n, share):
    rare = rng.random(n) < share
    X = rng.normal(size=(n, 5)) + rare[:, None] * np.array([0.9, -0.5, 0.6, 0.0, 0.0])
    return pd.DataFrame(X, columns=list("pqrst")).assign(rare=rare.astype(int))


month(2500, 0.12).to_csv("year.csv", index=False)
month(2000, 0.12).to_csv("january.csv", index=False)
month(2000, 0.45).to_csv("february.csv", index=False)
