import json

import numpy as np
from sklearn.datasets import load_digits

raw = load_digits()
names = np.array(["nought", "ace", "deuce", "trey", "four", "five", "six", "seven", "eight", "nine"])
order = np.random.default_rng(149).permutation(len(raw.target))
parts = {"train": order[:1000], "val": order[1000:1400], "delivery": order[1400:]}
for part, rows in parts.items():
    images = raw.images[rows]
    if part == "delivery":
        images = images.transpose(0, 2, 1)
    np.savez(f"{part}.npz", images=images, names=names[raw.target[rows]])
listed = names.tolist()
with open("classes.json", "w") as f:
    json.dump({"train": listed, "delivery": listed[:7] + [listed[8], listed[7], listed[9]]}, f)
