import keras
import numpy as np
from keras import layers
from sklearn.datasets import load_digits

keras.utils.set_random_seed(1010)
bunch = load_digits()
x = bunch.data.astype("float32") / 16
targets = {"digit": bunch.target, "loop": np.isin(bunch.target, (0, 6, 8, 9)).astype("float32")}


def rows(first, last):
    return x[first:last], {name: value[first:last] for name, value in targets.items()}


pixels = keras.Input((64,), name="pixels")
body = layers.Dense(24, activation="relu")(pixels)
digit = layers.Dense(10, activation="softmax", name="digit")(body)
loop = layers.Dense(1, activation="sigmoid", name="loop")(body)
model = keras.Model(pixels, {"digit": digit, "loop": loop})
model.compile(
    optimizer="rmsprop",
    loss={"digit": "sparse_categorical_crossentropy", "loop": "binary_crossentropy"},
    loss_weights={"digit": 1.0, "loop": 0.3},
    metrics={"digit": ["accuracy"], "loop": ["accuracy"]},
)
history = model.fit(*rows(0, 1000), validation_data=rows(1000, 1797), epochs=4, batch_size=50, verbose=0)
print("digits read right: %.4f" % history.history["val_digit_accuracy"][-1])
model.save("reader.keras")
