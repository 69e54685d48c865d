import numpy as np
from scipy import ndimage
from sklearn.datasets import load_digits

digits = load_digits()
order = np.random.default_rng(6).permutation(len(digits.target))
images, labels = digits.images[order] / 16, digits.target[order]

np.savez("train.npz", images=images[:1300].astype("float32"), labels=labels[:1300])
np.savez("fine.npz", images=images[1000:1300].repeat(2, 1).repeat(2, 2).astype("float32"), labels=labels[1000:1300])
