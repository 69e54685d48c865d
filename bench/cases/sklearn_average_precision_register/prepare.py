import numpy as np


def people(n, ill, seed):
    rng = np.random.default_rng(seed)
    y = rng.random(n) < ill
    X = rng.normal(0, 1, (n, 8))
    X[:, :4] += 0.75 * y[:, None] * [1.0, 0.8, -0.7, 0.6]
    X[:, 5] = rng.exponential(2, n)
    return {"X": X.astype("float32"), "y": y}


np.savez("clinic.npz", **people(2400, 0.4, 1))
np.savez("register.npz", **people(3000, 0.1, 2))
