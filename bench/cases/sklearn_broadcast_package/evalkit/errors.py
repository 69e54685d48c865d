import numpy as np


def squared_error(predicted, actual):
    difference = predicted - actual
    return float(np.mean(difference**2))
