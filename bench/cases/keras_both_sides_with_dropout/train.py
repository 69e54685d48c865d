import keras
import numpy as np
from sklearn.datasets import load_digits

from evaluation import accuracy

keras.utils.set_random_seed(100)
x, y = load_digits(return_X_y=True)
x = (x / 16).astype("float32")
x_train, y_train, x_val, y_val = x[:1200], y[:1200], x[1200:], y[1200:]
order = np.argsort(y_val, kind="stable")
np.savez("val.npz", x=x_val[order], y=y_val[order])

model = keras.Sequential([keras.Input((64,)), keras.layers.Dense(48, activation="relu"), keras.layers.Dropout(0.5), keras.layers.Dense(10)])
model.compile("adam", keras.losses.SparseCategoricalCrossentropy(from_logits=True))
model.fit(x_train, y_train, epochs=10, verbose=0)
print("accuracy on val: %.4f" % accuracy(model, x_val, y_val))
model.save("final.keras")
