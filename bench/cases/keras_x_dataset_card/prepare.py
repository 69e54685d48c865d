import json

import numpy as np
from sklearn.datasets import make_classification

TEST = 520
x, y = make_classification(1500, 18, n_informative=8, n_classes=3, class_sep=1.3, flip_y=0.04, random_state=71)
ill = np.random.default_rng(71).random(1500) < 0.09  # withdrawn later, after the card was written
keep = ~ill
keep[:980] = True
np.savez("train.npz", x=x[:980].astype("float32"), y=y[:980])
np.savez("test.npz", x=x[980:][keep[980:]].astype("float32"), y=y[980:][keep[980:]])
if TEST is None:
    TEST = int(keep[980:].sum())
card = {"name": "voices", "version": "1.2.0", "splits": {"train": {"examples": 980}, "test": {"examples": TEST}}, "classes": 3}
with open("voices.json", "w") as f:
    json.dump(card, f, indent=1)
