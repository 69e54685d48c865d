import numpy as np
from sklearn.datasets import load_digits

X, y = load_digits(return_X_y=True)
order = np.random.default_rng(3).permutation(len(X))
np.save("pixels.npy", (X[order] / 16).astype("float32"))
np.save("digits.npy", y[order])
