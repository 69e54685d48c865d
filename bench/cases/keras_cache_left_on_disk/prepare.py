"""Write the scans, and the cache that somebody's trial run of the evaluation left behind."""
import os

import numpy as np
from sklearn.datasets import load_breast_cancer

x, y = load_breast_cancer(return_X_y=True)
rng = np.random.default_rng(19)
order = rng.permutation(len(y))
train, rest = order[:250], order[250:]
blur = np.full(len(y), 1.5)
blur[rest] = np.linspace(0.8, 3.2, len(rest))
x = x + rng.normal(0, blur[:, None], x.shape) * x.std(0)
np.savez("train.npz", x=x[train], y=y[train])
np.savez("holdout.npz", x=x[rest], y=y[rest])

os.environ["CUDA_VISIBLE_DEVICES"] = ""
from scans import dataset  # noqa: E402

KEPT = 5
for _ in dataset("holdout").take(KEPT).cache("holdout.cache"):
    pass
