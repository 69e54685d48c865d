import numpy as np
from sklearn.datasets import load_digits

d = load_digits()
o = np.random.default_rng(0).permutation(len(d.target))
im = d.images[o] / 16
y = d.target[o]
np.savez("train.npz", images=im[:1000], labels=y[:1000])
np.savez("val.npz", images=im[1000:1400], labels=y[1000:1400])
np.savez("test.npz", images=np.swapaxes(im[1000:1400], 1, 2), labels=y[1000:1400])
