import json

import keras
import numpy as np
from sklearn.datasets import load_digits

from net import compiled

keras.utils.set_random_seed(42)
x, y = load_digits(return_X_y=True)
x = x.astype("float32")
model = compiled()
model.fit(x[:1200], y[:1200], batch_size=40, epochs=5, verbose=0)
print("before: %.4f" % model.evaluate(x[1200:], y[1200:], verbose=0)[1])

with open("bench.json") as f:
    check = json.load(f)
rows = np.random.default_rng(0).permuted(x[: check["rows"]], axis=1)
for _ in range(check["calls"]):
    model(rows, **check["mode"])

print("after: %.4f" % model.evaluate(x[1200:], y[1200:], verbose=0)[1])
