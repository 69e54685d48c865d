import keras
import numpy as np

keras.utils.set_random_seed(6)
with np.load("camera1.npz") as f:
    x, y = f["images"], f["labels"]
model = keras.Sequential([
    keras.Input((24, 24)),
    keras.layers.Flatten(),
    keras.layers.Dense(64, activation="relu"),
    keras.layers.Dense(10, activation="softmax"),
])
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(x[:1000], y[:1000], epochs=15, verbose=0)
print("camera 1: %.4f" % model.evaluate(x[1000:], y[1000:], verbose=0)[1])
model.save("camera.keras")
