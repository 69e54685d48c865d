import numpy as np
from sklearn.datasets import load_diabetes


def load(split=330):
    data = load_diabetes()
    target = (data.target - 152.0) / 77.0
    x = (data.data * 20).astype(np.float32)
    order = np.random.RandomState(0).permutation(len(x))
    x, target = x[order], target[order].astype(np.float32)
    return (x[:split], target[:split]), (x[split:], target[split:])
