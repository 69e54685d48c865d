import keras
from keras import layers

from pipeline import build

keras.utils.set_random_seed(404)
model = keras.Sequential([
    layers.Input((8, 8, 1)),
    layers.Conv2D(12, 3, padding="same", activation="relu"),
    layers.MaxPooling2D(),
    layers.Flatten(),
    layers.Dense(32, activation="relu"),
    layers.Dense(10, activation="softmax"),
])
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(build("fit").shuffle(30, seed=1), epochs=6, verbose=0)
loss, acc = model.evaluate(build("check"), verbose=0)
print(f"check: accuracy {acc:.4f}")
model.save("scans.keras")
