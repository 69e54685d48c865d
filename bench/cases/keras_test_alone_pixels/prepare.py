"""Train on the digits and hand over model, scans and the history of the training."""
import json

import keras
import numpy as np
from sklearn.datasets import load_digits

keras.utils.set_random_seed(31)
X, y = load_digits(return_X_y=True)
model = keras.Sequential(
    [
        keras.Input((64,)),
        keras.layers.Dense(32, activation="tanh"),
        keras.layers.Dropout(0.2),
        keras.layers.Dense(10, activation="softmax"),
    ]
)
model.compile(optimizer=keras.optimizers.Adam(0.01), loss="sparse_categorical_crossentropy", metrics=["accuracy"])
history = model.fit(X[:1200] / 8 - 1, y[:1200], epochs=5, verbose=0, validation_data=(X[1200:] / 8 - 1, y[1200:]))
with open("history.json", "w") as f:
    json.dump(history.history, f)
model.save("digits.keras")
np.save("scans.npy", (X[1200:] / 16).round(4))
np.save("digits.npy", y[1200:])
