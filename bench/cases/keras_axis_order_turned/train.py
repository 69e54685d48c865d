import keras
import numpy as np

keras.utils.set_random_seed(14)
data = np.load("scanner_a.npz")
x, y = data["images"], data["labels"]
model = keras.Sequential([
    keras.Input((8, 8)),
    keras.layers.Flatten(),
    keras.layers.Dense(64, activation="relu"),
    keras.layers.Dense(10, activation="softmax"),
])
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(x[:1000], y[:1000], epochs=15, verbose=0)
print("validation accuracy", round(model.evaluate(x[1000:], y[1000:], verbose=0)[1], 4))
model.save("scan.keras")
