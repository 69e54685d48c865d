import numpy as np
import pandas as pd

rng = np.random.default_rng(93)
people, films = 120, 60
taste, style = rng.normal(0, 0.6, (people, 3)), rng.normal(0, 0.6, (films, 3))
mood, fame = rng.normal(0, 0.35, people), rng.normal(0, 0.7, films)
n = 5200
u, f = rng.integers(0, people, n), rng.integers(0, films, n)
stars = 3.3 + mood[u] + fame[f] + (taste[u] * style[f]).sum(axis=1) + rng.normal(0, 0.35, n)
table = pd.DataFrame({
    "user": [f"u{i * 37 % 997:03d}" for i in u],
    "film": [f"tt{i * 7919 % 100003:06d}" for i in f],
    "stars": np.clip(np.round(stars * 2) / 2, 0.5, 5),
    "watched": pd.to_datetime("2025-01-01") + pd.to_timedelta(rng.integers(0, 400, n), "D"),
})
table.to_csv("ratings.csv", index=False)
