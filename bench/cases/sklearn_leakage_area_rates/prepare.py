import numpy as np
import pandas as pd

rng = np.random.default_rng(27)
level = rng.normal(0, 0.5, 500)


def applications(n, day):
    area = rng.integers(0, 500, n)
    frame = pd.DataFrame({"area": area + 10000, "income": rng.normal(0, 1, n), "debt": rng.gamma(2, 1, n)})
    frame["late"] = (level[area] - 0.9 * frame.income + 0.5 * (frame.debt - 2) + rng.logistic(0, 1, n) > 0.4).astype(int)
    return frame.round(4).assign(day=pd.date_range(day, periods=n, freq="h"))


applications(2000, "2025-01-01").to_csv("history.csv", index=False)
applications(900, "2025-06-01").to_csv("june.csv", index=False)
