import numpy as np
import pandas as pd

rng = np.random.default_rng(77)
kinds = ["pine", "fir", "spruce"]
centre = rng.normal(0, 1.0, (3, 6))
spread = np.array([180.0, 9.0, 40.0, 0.7, 25.0, 3.0])
base = np.array([1200.0, 14.0, 210.0, 2.4, 60.0, 8.0])


def plots(n):
    height = rng.random(n)
    odds = np.stack([2.0 - 1.9 * height, 0.8 * np.ones(n), 0.1 + 1.9 * height], 1)
    kind = np.array([rng.choice(3, p=row / row.sum()) for row in odds])
    values = centre[kind] + rng.normal(0, 1.0, (n, 6))
    frame = pd.DataFrame(values * spread + base, columns=["rain", "slope", "aspect", "ph", "cover", "depth"])
    return frame.assign(height=(300 + 1500 * height).round(0), kind=[kinds[k] for k in kind])


plots(900).to_csv("train.csv", index=False)
plots(1000).sort_values("height").to_csv("test.csv", index=False)
