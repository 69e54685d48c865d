import keras
import numpy as np
from sklearn.datasets import load_digits

from net import compiled

keras.utils.set_random_seed(41)
x, y = load_digits(return_X_y=True)
x = x.astype("float32")
model = compiled()
model.fit(x[:1200], y[:1200], batch_size=40, epochs=5, verbose=0)
print("val accuracy %.4f" % model.evaluate(x[1200:], y[1200:], verbose=0)[1])
np.savez("weights.npz", *[w.numpy() for w in model.trainable_weights])
