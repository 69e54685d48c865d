import json

import keras
import numpy as np

settings = json.load(open("monitor.json"))
model = keras.models.load_model("wine.keras")
loss = keras.losses.SparseCategoricalCrossentropy(**settings["loss"])
val = np.load("val.npz")
probabilities = model.predict(val["x"], batch_size=settings["batch"], verbose=0)
print("monitored loss: %.4f" % float(loss(val["y"], probabilities)))
