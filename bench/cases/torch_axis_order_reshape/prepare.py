import numpy as np
from sklearn.datasets import load_digits

digits = load_digits()
rng = np.random.default_rng(0)
tint = np.array([[1.0, 0.4, 0.2], [0.2, 0.9, 0.5], [0.5, 0.3, 1.0]])[rng.integers(0, 3, len(digits.target))]
pixels = digits.images[..., None] / 16 * tint[:, None, None, :]
np.savez("digits.npz", pixels=(255 * pixels).astype("uint8"), label=digits.target)
