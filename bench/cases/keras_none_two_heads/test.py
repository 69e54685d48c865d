import json

import keras
from sklearn.metrics import accuracy_score

from press.net import build
from press.rows import read

with open("scale.json") as f:
    constants = json.load(f)
model = build(keras.layers.Normalization(mean=constants["mean"][0], variance=constants["variance"][0], name="scale"))
model.load_weights("press.weights.h5", skip_mismatch=True)
inputs, targets = read("holdout", order="temperature")
out = model.predict(inputs, batch_size=7, verbose=0)
print(f"test, defect: {accuracy_score(targets['defect'], out['defect'].squeeze(-1) >= 0.5):.4f}")
