import keras
import numpy as np
from sklearn.datasets import load_digits


class Pairs(keras.utils.PyDataset):
    """Pairs of digits, half of them of the same class."""

    def __init__(self, first, last, count, batch_size=40, seed=0):
        super().__init__()
        digits = load_digits()
        self.images = (digits.images[first:last] / 16).astype("float32")[..., None]
        labels = digits.target[first:last]
        rng = np.random.default_rng(seed)
        self.left = rng.integers(0, len(labels), count)
        self.same = rng.integers(0, 2, count).astype("float32")
        self.right = np.array([rng.choice(np.flatnonzero((labels == labels[i]) == bool(s))) for i, s in zip(self.left, self.same)])
        self.batch_size = batch_size

    def __len__(self):
        return -(-len(self.left) // self.batch_size)

    def __getitem__(self, index):
        part = slice(index * self.batch_size, (index + 1) * self.batch_size)
        return {"left": self.images[self.left[part]], "right": self.images[self.right[part]]}, self.same[part]
