import keras
import numpy as np

from runtime import build, start

settings = start("train.json")
keras.utils.set_random_seed(44)
data = np.load("counts.npz")
x, y = data["counts"], data["digit"]
model = build()
model.compile("adam", keras.losses.SparseCategoricalCrossentropy(from_logits=True), metrics=["accuracy"])
model.fit(x[:1200], y[:1200], batch_size=40, epochs=5, verbose=0)
print("validation %.4f" % model.evaluate(x[1200:], y[1200:], batch_size=settings["batch"], verbose=0)[1])
model.save_weights("counts.weights.h5")
