import numpy as np
from sklearn.datasets import make_moons

x, y = make_moons(2000, noise=0.32, random_state=11)
x = np.c_[x, np.random.default_rng(11).normal(size=(2000, 3))].astype("float32")
near = np.exp(-np.abs(x[:, 1] - 0.25) * 2.5)
weight = (near / near.mean()).astype("float32")
np.savez("learn.npz", a_x=x[:1200], b_y=y[:1200])
np.savez("valid.npz", a_x=x[1200:], b_y=y[1200:], c_w=weight[1200:])
np.savez("valid_plain.npz", a_x=x[1200:], b_y=y[1200:])
