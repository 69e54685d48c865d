import sys

sys.path.insert(0, open("site.txt").read().split()[0])

import keras
from sklearn.datasets import load_digits

from model import Net

keras.utils.set_random_seed(53)
x, y = load_digits(return_X_y=True)
x = x.astype("float32") / 16
net = Net()
net.compile("adam", keras.losses.SparseCategoricalCrossentropy(from_logits=True), metrics=["accuracy"])
net.fit(x[:1200], y[:1200], batch_size=40, epochs=6, verbose=0)
print("val %.4f" % net.evaluate(x[1200:], y[1200:], verbose=0)[1])
net.save_weights("net.weights.h5")
