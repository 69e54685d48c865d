import os

import numpy as np
from sklearn.datasets import load_digits

x, y = load_digits(return_X_y=True)
order = np.random.default_rng(3).permutation(len(x))
x, y = x[order] / 16.0, y[order]
np.savez("train.npz", x=x[:1300].astype("float32"), y=y[:1300])
pad = len("9")
for kind in range(10):
    folder = os.path.join("test", f"kind_{kind + 1:0{pad}d}")
    os.makedirs(folder)
    for n, row in enumerate(x[1300:][y[1300:] == kind]):
        np.save(os.path.join(folder, f"{n:03d}.npy"), row.astype("float32"))
