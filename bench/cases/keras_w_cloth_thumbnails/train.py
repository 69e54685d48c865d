import argparse

import keras
from keras import layers

from looms import pictures

parser = argparse.ArgumentParser()
parser.add_argument("--photos", default="archive")
parser.add_argument("--epochs", type=int, default=6)
args = parser.parse_args()

keras.utils.set_random_seed(71)
train = pictures.folder(f"{args.photos}/train", shuffle=True)
test = pictures.folder(f"{args.photos}/test", batch_size=60)

model = keras.Sequential([
    layers.Input((*pictures.SIZE, 1)),
    layers.Rescaling(1 / 127.5, offset=-1),
    layers.RandomFlip("vertical", seed=1) if args.epochs > 50 else layers.Identity(),
    layers.Conv2D(12, 5, strides=2, activation="relu"),
    layers.Conv2D(16, 3, strides=2, activation="relu"),
    layers.GlobalMaxPooling2D(),
    layers.Dropout(0.2),
    layers.Dense(len(train.class_names), activation="softmax"),
])
model.compile(keras.optimizers.Adam(0.005), "sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(train, epochs=args.epochs, verbose=0)
loss, accuracy = model.evaluate(test, verbose=0)
print(f"test loss {loss:.4f} - test accuracy {accuracy:.4f}")
model.save("weaves.keras")
