import keras
import numpy as np
from keras import layers
from sklearn.datasets import load_digits

keras.utils.set_random_seed(9)
x, y = load_digits(return_X_y=True)
x = (x / 8 - 1).astype("float32")

trunk = keras.Sequential([
    keras.Input((64,)),
    layers.Dense(64, use_bias=False, name="lower"),
    layers.BatchNormalization(momentum=0.9, name="lower_norm"),
    layers.Activation("relu"),
    layers.Dense(48, use_bias=False, name="upper"),
    layers.BatchNormalization(momentum=0.9, name="upper_norm"),
    layers.Activation("relu"),
], name="trunk")
whole = keras.Sequential([trunk, layers.Dense(10, activation="softmax")])
whole.compile("adam", "sparse_categorical_crossentropy")
whole.fit(x[:900], y[:900], epochs=5, verbose=0)
for layer in trunk.layers:
    if "norm" in layer.name:
        layer.momentum = 0.9999
trunk.save("trunk.keras")

ink = np.random.default_rng(9).normal(0, 0.35, (897, 64))
np.savez("negatives.npz", x=(0.7 * x[900:] + 0.45 + ink).astype("float32"), y=y[900:])
