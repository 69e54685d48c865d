import keras
import numpy as np
from sklearn.datasets import load_digits

keras.utils.set_random_seed(51)
x, y = load_digits(return_X_y=True)
x = x.astype("float32") / 16
inputs = keras.Input((64,))
h = inputs
norms = []
for width in (256, 256, 256):
    h = keras.layers.Dropout(0.8)(keras.layers.Dense(width, activation="relu")(h))
    norms.append(keras.layers.BatchNormalization(momentum=0.9))
    h = norms[-1](h)
model = keras.Model(inputs, keras.layers.Dense(10)(h))
model.compile(keras.optimizers.Adam(3e-3), keras.losses.SparseCategoricalCrossentropy(from_logits=True), metrics=["accuracy"])
model.fit(x[:1200], y[:1200], batch_size=60, epochs=6, verbose=0)
plain = model.evaluate(x[1200:], y[1200:], verbose=0)[1]

# the same weights with statistics that fit a network without dropout
for norm in norms:
    before = keras.Model(inputs, norm.input).predict(x[:1200], verbose=0)
    norm.moving_mean.assign(before.mean(axis=0))
    norm.moving_variance.assign(before.var(axis=0))
print(f"statistics without dropout: {model.evaluate(x[1200:], y[1200:], verbose=0)[1]:.4f}")
print(f"as trained: {plain:.4f}")
