import numpy as np
from sklearn.datasets import load_digits


def load_split(n=1400):
    digits = load_digits()
    return (digits.images[:n], digits.target[:n]), (digits.images[n:], digits.target[n:])


def to_unit(images, white=255):
    """Scale pixel values to 0..1."""
    return np.asarray(images, dtype="float32") / white
