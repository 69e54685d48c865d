import numpy as np
from scipy import ndimage
from sklearn.datasets import load_digits

digits = load_digits()
order = np.random.default_rng(6).permutation(len(digits.target))
images, labels = digits.images[order] / 16, digits.target[order]

big = np.pad(ndimage.zoom(images, (1, 2, 2), order=1), ((0, 0), (4, 4), (4, 4)))
middle = ndimage.zoom(big[:, 3:21, 3:21], (1, 24 / 18, 24 / 18), order=1)
np.savez("camera1.npz", images=big[:1300].astype("float32"), labels=labels[:1300])
np.savez("camera2.npz", images=middle[1300:].astype("float32"), labels=labels[1300:])
