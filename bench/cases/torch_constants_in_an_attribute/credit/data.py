import numpy as np
from sklearn.datasets import make_classification


def split(seed=9):
    """Applications for credit: twelve amounts and durations, and whether they were paid back."""
    X, y = make_classification(1300, 12, n_informative=6, n_redundant=2, class_sep=0.9, flip_y=0.08, random_state=seed)
    level = np.random.default_rng(seed).uniform(0.2, 1.2, 12)
    X = np.exp(0.35 * X + level).astype("float32")
    return (X[:700], y[:700]), (X[700:], y[700:])
