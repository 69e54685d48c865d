import numpy as np

N_FEATURES = 6


def read(path):
    data = np.genfromtxt(path, delimiter=",", skip_header=1)
    return data[:, :N_FEATURES], data[:, -1].astype(int)
