import argparse

import pandas as pd
import tensorflow as tf
from tensorflow import keras

parser = argparse.ArgumentParser()
parser.add_argument("--data", default="plant_2023.csv")
parser.add_argument("--epochs", type=int, default=45)
parser.add_argument("--val-fraction", type=float, default=0.3)
args = parser.parse_args()
keras.utils.set_random_seed(301)

df = pd.read_csv(args.data)
labels = df.pop("state")
n_val = int(args.val_fraction * len(df))
full = tf.data.Dataset.from_tensor_slices((df.to_numpy("float32"), labels.to_numpy("int64")))
full = full.shuffle(len(df), seed=301)
val_ds = full.take(n_val).batch(64)
train_ds = full.skip(n_val).batch(32).prefetch(2)

scale = keras.layers.Normalization()
scale.adapt(train_ds.map(lambda x, y: x))
model = keras.Sequential([
    keras.layers.Input((20,)),
    scale,
    keras.layers.Dense(128, activation="relu"),
    keras.layers.Dropout(0.1),
    keras.layers.Dense(128, activation="relu"),
    keras.layers.Dense(3, activation="softmax"),
])
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
history = model.fit(train_ds, validation_data=val_ds, epochs=args.epochs, verbose=0)
print(f"val_accuracy after {args.epochs} epochs: {history.history['val_accuracy'][-1]:.4f}")
model.save("plant.keras")
