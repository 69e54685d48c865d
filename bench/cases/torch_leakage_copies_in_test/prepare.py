import numpy as np
from sklearn.datasets import make_classification

X, y = make_classification(1000, 16, n_informative=4, flip_y=0.35, random_state=15)
np.savez("train.npz", X=X[:400], y=y[:400])
np.savez("valid.npz", X=X[400:700], y=y[400:700])
copied = np.random.default_rng(15).choice(400, 200, replace=False)
fresh = np.arange(700, 800)
rows = np.random.default_rng(16).permutation(np.concatenate([copied, fresh]))
np.savez("test.npz", X=X[rows], y=y[rows])
