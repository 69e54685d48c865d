import keras
import numpy as np
from sklearn.datasets import load_digits

keras.utils.set_random_seed(45)
digits = load_digits()
x, y = digits.images[..., None].astype("float32") / 16, digits.target
model = keras.Sequential(
    [
        keras.Input((8, 8, 1)),
        keras.layers.RandomTranslation(0.35, 0.35, fill_mode="constant"),
        keras.layers.Conv2D(16, 3, activation="relu"),
        keras.layers.Flatten(),
        keras.layers.Dense(10),
    ]
)
model.compile("adam", keras.losses.SparseCategoricalCrossentropy(from_logits=True), metrics=["accuracy"])
model.fit(x[:1200], y[:1200], batch_size=32, epochs=15, verbose=0)
print("evaluate: %.4f" % model.evaluate(x[1200:], y[1200:], verbose=0)[1])

hits = 0
for start in range(1200, len(x), 100):
    scores = model(x[start : start + 100], training=True)
    hits += int((np.argmax(scores, axis=1) == y[start : start + 100]).sum())
print("by hand: %.4f" % (hits / (len(x) - 1200)))
