import numpy as np
from sklearn.datasets import load_digits

rng = np.random.default_rng(5)
X, y = load_digits(return_X_y=True)
order = rng.permutation(len(X))
X, y = X[order].reshape(-1, 8, 8), y[order]
picture = X[:, :4] / 16
gauges = np.stack([X[:, 4:].mean((1, 2)), X[:, 6:].sum((1, 2)), X[:, 4:, :4].std((1, 2)), X[:, 5, 3:5].sum(1)], 1)
gauges = (gauges + rng.normal(0, 0.1, gauges.shape)) * [20, 5, 20, 10] + [40, 0, 10, 5]
for name, part in {"site1_fit": slice(0, 1000), "site1_dev": slice(1000, 1350), "site2": slice(1350, None)}.items():
    unit = 10.0 if name == "site2" else 1.0
    np.savez_compressed(f"{name}.npz", picture=picture[part], gauges=gauges[part] / unit, label=y[part])
