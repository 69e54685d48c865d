import numpy as np
from sklearn.datasets import load_digits

raw = load_digits()
order = np.random.default_rng(109).permutation(len(raw.target))
images, labels = raw.images[order].astype("uint8"), raw.target[order]
np.savez("first.npz", images=images[:1200], labels=labels[:1200])
np.savez("check.npz", images=images[1200:1500], labels=labels[1200:1500])
np.savez("scanner.npz", images=images[1500:].transpose(0, 2, 1), labels=labels[1500:])
