import numpy as np
from sklearn.datasets import load_digits

digits = load_digits()
order = np.random.default_rng(8).permutation(len(digits.target))
images = (digits.images[order] * 15).astype("uint8")
labels = digits.target[order].astype("int16")
for name, rows in (("train", slice(0, 1000)), ("holdout", slice(1000, 1797))):
    np.save(f"{name}_images.npy", images[rows])
    np.save(f"{name}_labels.npy", labels[rows])
