import keras
import numpy as np
import tensorflow as tf
from sklearn.datasets import load_digits

keras.utils.set_random_seed(13)
x, y = load_digits(return_X_y=True)
x, y = (x / 16).astype("float32"), y.astype("int64")
order = np.random.default_rng(13).permutation(len(x))
train, valid, test = np.split(order, [300, 1100])
y_noisy = np.where(np.random.default_rng(1).random(len(y)) < 0.25, np.random.default_rng(2).integers(0, 10, len(y)), y)
y_noisy[test] = y[test]

model = keras.Sequential([keras.Input((64,)), keras.layers.Dense(32, activation="relu"), keras.layers.Dense(10)])
model.compile("adam", keras.losses.SparseCategoricalCrossentropy(from_logits=True), metrics=["accuracy"])
model.fit(x[train], y_noisy[train], epochs=12, verbose=0)

accuracy = keras.metrics.SparseCategoricalAccuracy()
for name, rows in (("valid", valid), ("test", test)):
    for features, labels in tf.data.Dataset.from_tensor_slices((x[rows], y_noisy[rows])).batch(50):
        accuracy.update_state(labels, model(features, training=False))
    print(name, "accuracy", round(float(accuracy.result()), 4))
print("evaluate", round(model.evaluate(x[test], y_noisy[test], verbose=0)[1], 4))
