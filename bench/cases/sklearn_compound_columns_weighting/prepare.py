import numpy as np
import pandas as pd

rng = np.random.default_rng(213)


def plots(n):
    height, width, mass = rng.normal(30, 5, n), rng.normal(12, 3, n), rng.normal(50, 8, n)
    strong = 0.3 * (height - 30) - 0.55 * (width - 12) + 0.05 * (mass - 50) + rng.logistic(0, 0.5, n) > 0
    far = np.abs(height - 30) > 6
    return pd.DataFrame({"height": height, "width": width, "mass": mass, "weight": 1.0, "strong": strong.astype(int)}), far


for name, n in (("train", 1000), ("own", 700), ("delivered", 700)):
    table, far = plots(n)
    if name == "delivered":
        table["weight"] = np.where(far, 6.0, 0.5)
        table = table[["height", "mass", "width", "weight", "strong"]]
    table.round(3).to_csv(f"{name}.csv", index=False)
