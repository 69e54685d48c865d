import numpy as np
from sklearn.datasets import load_digits

digits = load_digits()
order = np.random.default_rng(78).permutation(1797)
images = digits.images[order].astype("uint8")
labels = digits.target[order]
np.savez_compressed("digits.npz", images=images, labels=labels)
np.savez_compressed("device.npz", pixels=images[1200:, :, :, None].astype("float32") / 16, digit=labels[1200:, None])
