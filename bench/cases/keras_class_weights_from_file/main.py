import json

import keras
import numpy as np

keras.utils.set_random_seed(5)
with np.load("rows.npz") as rows:
    x, y = rows["x"], rows["y"]
with open("settings.json") as file:
    settings = json.load(file)
options = {key: {int(k): v for k, v in value.items()} if isinstance(value, dict) else value for key, value in settings.items()}

model = keras.Sequential([keras.Input((12,)), keras.layers.Dense(16, activation="relu"), keras.layers.Dense(2, activation="softmax")])
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy", "sparse_categorical_crossentropy"])
history = model.fit(x[:600], y[:600], verbose=0, **options)

print("training loss %.4f" % history.history["loss"][-1])
print("loss of the same rows afterwards %.4f" % model.evaluate(x[:600], y[:600], verbose=0)[0])
