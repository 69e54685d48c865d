import numpy as np
from sklearn.datasets import load_wine

x, y = load_wine(return_X_y=True)
rng = np.random.default_rng(5)
rows = rng.integers(0, len(x), 1500)
x = x[rows] + rng.normal(size=(1500, 13)) * x.std(0) * 0.45
y = y[rows]
np.savez("train.npz", x=x[:1000], y=y[:1000])
np.savez("holdout.npz", x=x[1000:], y=y[1000:] + 1)
