import numpy as np


def standardize(x):
    mu = x.mean(axis=0)
    sd = x.std(axis=0) + 1e-8
    return (x - mu) / sd
