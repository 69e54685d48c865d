from pathlib import Path

import keras
import numpy as np
from sklearn.metrics import accuracy_score, confusion_matrix

model = keras.models.model_from_json(Path("pulse.json").read_text())
model.load_weights("pulse.weights.h5")
test = np.load("test.npz")
guess = model.predict(test["x"], verbose=0).argmax(1)
print(confusion_matrix(test["y"], guess))
print("test accuracy: %.4f" % accuracy_score(test["y"], guess))
