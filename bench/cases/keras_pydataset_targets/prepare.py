import json

import numpy as np
from sklearn.datasets import load_digits

x, y = load_digits(return_X_y=True)
order = np.random.default_rng(77).permutation(len(y))
for part, rows in (("train", order[:1000]), ("valid", order[1000:1400]), ("audit", order[1400:])):
    np.savez_compressed(f"{part}.npz", pixels=x[rows], digit=y[rows])
with open("flow.json", "w") as f:
    json.dump({
        "train": {"batch_size": 50, "shuffle": True},
        "valid": {"batch_size": 80, "shuffle": False},
        "audit": {"batch_size": 50, "shuffle": True},
    }, f, indent=2)
