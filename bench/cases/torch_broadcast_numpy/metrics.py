import numpy as np


def accuracy(probabilities, labels, cut=0.5):
    return np.mean((probabilities >= cut) == labels)
