import numpy as np
import pandas as pd

rng = np.random.default_rng(21)


def month(n, warm):
    temp = rng.normal(8 + warm, 5, n)
    wind = rng.gamma(2.0, 2.0, n)
    cloud = rng.uniform(0, 1, n)
    demand = 40 + 0.05 * (temp - 12) ** 2 - 0.6 * wind + 6 * cloud + rng.normal(0, 1.0, n)
    return pd.DataFrame({"temp": temp, "wind": wind, "cloud": cloud, "high": (demand > 42).astype(int)})


month(3000, 0).to_csv("january.csv", index=False)
month(1200, 0).to_csv("february.csv", index=False)
month(1200, 8).to_csv("june.csv", index=False)
