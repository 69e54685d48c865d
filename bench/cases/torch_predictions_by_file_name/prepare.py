import os

import numpy as np
import pandas as pd
from sklearn.datasets import load_digits

X, y = load_digits(return_X_y=True)
order = np.random.default_rng(6).permutation(len(y))
X, y = X[order], y[order]
np.savez("labelled.npz", images=X[:1300].astype("uint8"), digits=y[:1300])
first = 900
os.makedirs("scans", exist_ok=True)
rows = []
for k, (image, digit) in enumerate(zip(X[1300:], y[1300:])):
    name = f"scan_{first + k}.npy"
    np.save(f"scans/{name}", image.astype("uint8").reshape(8, 8))
    rows.append((name, digit))
pd.DataFrame(rows, columns=["scan", "digit"]).to_csv("scans.csv", index=False)
