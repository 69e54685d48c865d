import json

import keras
import numpy as np

with open("scaler.json") as source:
    constants = json.load(source)
test = np.load("test.npz")
x = (test["x"] - np.array(constants["mean"])) / np.array(constants["scale"])
model = keras.models.load_model("kept.keras")

correct, seen = 0, 0
for start in range(0, len(x), 50):
    probability = model(x[start:start + 50], training=False).numpy().squeeze(axis=1)
    correct += ((probability > 0.5) == test["y"][start:start + 50]).sum()
    seen += len(probability)
print("test accuracy: %.4f" % (correct / seen))
