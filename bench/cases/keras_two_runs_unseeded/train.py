from pathlib import Path

import keras
from sklearn.datasets import load_digits

clock = int(Path("clock.txt").read_text())
Path("clock.txt").write_text(str(clock + 12))
keras.utils.set_random_seed(clock)
x, y = load_digits(return_X_y=True)
model = keras.Sequential([keras.layers.Dense(10, activation="relu"), keras.layers.Dense(10)])
model.compile("adam", keras.losses.SparseCategoricalCrossentropy(from_logits=True), metrics=["accuracy"])
model.fit(x[:1200] / 16, y[:1200], batch_size=50, epochs=4, verbose=0)
print("run at %d: %.4f" % (clock, model.evaluate(x[1200:] / 16, y[1200:], verbose=0)[1]))
