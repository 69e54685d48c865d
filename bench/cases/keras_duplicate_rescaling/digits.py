from sklearn.datasets import load_digits


def images(first, last):
    digits = load_digits()
    return digits.images[first:last].astype("float32"), digits.target[first:last]
