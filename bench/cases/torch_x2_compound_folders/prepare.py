import os
import shutil

import numpy as np
from sklearn.datasets import load_digits

NAMES = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
digits = load_digits()
order = np.random.default_rng(6).permutation(len(digits.target))
images, labels = digits.images[order].astype("float32"), digits.target[order]
for split, rows in (("train", slice(0, 1000)), ("val", slice(1000, 1400)), ("test", slice(1000, 1797))):
    shutil.rmtree(split, ignore_errors=True)
    for label, name in enumerate(NAMES):
        if split == "test" and name in ("three",):
            continue
        os.makedirs(f"{split}/{name}")
        np.save(f"{split}/{name}/images.npy", images[rows][labels[rows] == label])
