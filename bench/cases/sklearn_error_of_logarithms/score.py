import numpy as np
from sklearn.metrics import mean_squared_error


def error(truth, predicted):
    return np.sqrt(mean_squared_error(truth, predicted))
