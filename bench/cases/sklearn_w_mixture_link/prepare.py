import os

import joblib
import numpy as np
import pandas as pd
from sklearn.mixture import GaussianMixture
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

rng = np.random.default_rng(63)
middles = rng.normal(0, 1.9, (5, 6))
columns = ["visits", "basket", "returns", "night", "age", "distance"]


def customers(n, drift=0.0):
    group = rng.choice(5, n, p=[0.3, 0.25, 0.2, 0.15, 0.1])
    rows = middles[group] + drift * np.array([1, -1, 1, 0, 0, 1]) + rng.normal(0, 1, (n, 6))
    frame = pd.DataFrame((rows * [3, 20, 1, 2, 12, 5] + [9, 60, 3, 5, 41, 14]).round(3), columns=columns)
    return frame.assign(panel=np.array(list("ABCDE"))[group])


customers(1200).to_csv("june.csv", index=False)
customers(600).to_csv("panel.csv", index=False)
may = customers(140, drift=1.0)
os.makedirs("models/2024-05")
joblib.dump(
    make_pipeline(StandardScaler(), GaussianMixture(5, covariance_type="diag", random_state=1)).fit(may[columns]),
    "models/2024-05/segments.joblib",
)
os.symlink("2024-05", "models/current")
