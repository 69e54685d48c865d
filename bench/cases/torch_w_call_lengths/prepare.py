import pickle

import numpy as np

rng = np.random.default_rng(290)
habit = rng.dirichlet(np.full(20, 0.5), 4)


def calls(count):
    rows = []
    for _ in range(count):
        kind = int(rng.choice(4, p=[0.15, 0.2, 0.55, 0.1]))
        size = int(np.clip(rng.poisson((6, 9, 15, 24)[kind]), 3, 40))
        mixed = 0.55 * habit[kind] + 0.45 / 20
        rows.append((rng.choice(20, size, p=mixed).tolist(), kind))
    return rows


for name, count in (("train", 900), ("test", 600)):
    with open(f"{name}.pkl", "wb") as f:
        pickle.dump(calls(count), f)
