from pathlib import Path

import keras
import numpy as np
from keras import layers
from PIL import Image

keras.utils.set_random_seed(1797)


def load(part):
    files = sorted(Path("forms", part).glob("*/*"))
    x = np.stack([np.asarray(Image.open(f).convert("L")) for f in files])
    y = np.array([int(f.parent.name) for f in files])
    return x[..., None].astype("float32"), y


x_train, y_train = load("train")
x_test, y_test = load("test")
model = keras.Sequential([
    keras.Input((8, 8, 1)),
    layers.Rescaling(1 / 255),
    layers.RandomTranslation(0.05, 0.05),
    layers.Conv2D(24, 3, activation="relu"),
    layers.Conv2D(24, 3, activation="relu"),
    layers.Flatten(),
    layers.Dropout(0.25),
    layers.Dense(10),
])
model.compile(
    optimizer=keras.optimizers.Adam(3e-3),
    loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    metrics=["accuracy"],
)
model.fit(x_train, y_train, epochs=8, batch_size=32, verbose=0)
print("accuracy on the test forms: %.4f" % model.evaluate(x_test, y_test, verbose=0)[1])
model.save("forms.keras")
