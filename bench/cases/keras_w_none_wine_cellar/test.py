import configparser
import json

import joblib
import keras
import numpy as np

config = configparser.ConfigParser()
config.read("cellar.ini")
model = keras.models.load_model("cellar.keras")
scaler = joblib.load("scaler.joblib")
with open("classes.json") as f:
    classes = np.array(json.load(f))

with np.load("test.npz") as test:
    x, names = scaler.transform(test["x"]), test["name"]
right = total = 0
size = config["test"].getint("batch")
for start in range(0, len(x), size):
    probabilities = model(x[start : start + size])
    guess = classes[np.argmax(probabilities, axis=1)]
    right += int(np.sum(guess == names[start : start + size]))
    total += len(guess)
print("test accuracy: %.4f" % (right / total))
