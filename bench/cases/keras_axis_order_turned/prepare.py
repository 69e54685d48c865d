import numpy as np
from sklearn.datasets import load_digits

digits = load_digits()
order = np.random.default_rng(5).permutation(len(digits.target))
images, labels = digits.images[order].astype("float32") / 16, digits.target[order]
np.savez("scanner_a.npz", images=images[:1300], labels=labels[:1300])
np.savez("scanner_b.npz", images=images[1300:].swapaxes(1, 2), labels=labels[1300:])
