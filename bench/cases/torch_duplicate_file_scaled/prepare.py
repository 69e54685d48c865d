import numpy as np
from sklearn.datasets import load_digits

X, y = load_digits(return_X_y=True)
order = np.random.default_rng(77).permutation(len(X))
np.savez("train.npz", X=X[order[:1200]].astype("float32"), y=y[order[:1200]])
np.savez("valid.npz", X=X[order[1200:]].astype("float32"), y=y[order[1200:]])
np.savez("test.npz", X=(X[order[1200:]] / 16).astype("float32"), y=y[order[1200:]])
