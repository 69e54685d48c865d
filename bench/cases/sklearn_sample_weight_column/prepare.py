import numpy as np
import pandas as pd
from sklearn.datasets import load_breast_cancer

x, y = load_breast_cancer(return_X_y=True, as_frame=True)
rng = np.random.default_rng(8)
table = x.iloc[:, :8].copy()
table["label"] = y
table["weight"] = np.where(rng.random(len(y)) < 0.3, 1.0, 0.2) * np.where(x["mean radius"].between(13, 16), 6.0, 1.0)
table.sample(frac=1, random_state=8).to_csv("patients.csv", index=False)
