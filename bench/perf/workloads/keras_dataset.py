"""A dense network trained with Keras `fit` on a `tf.data` pipeline, then evaluated on another."""

import json
import os
import time

import keras
import numpy as np
import tensorflow as tf

EPOCHS = int(os.environ.get("EPOCHS", "4"))
rng = np.random.default_rng(0)
keras.utils.set_random_seed(0)

centres = rng.normal(size=(10, 64)).astype("float32")
labels = rng.integers(0, 10, 10000)
rows = centres[labels] + rng.normal(scale=3.0, size=(10000, 64)).astype("float32")
train = tf.data.Dataset.from_tensor_slices((rows[:8000], labels[:8000])).shuffle(8000).batch(32).prefetch(2)
val = tf.data.Dataset.from_tensor_slices((rows[8000:], labels[8000:])).batch(32).prefetch(2)

model = keras.Sequential(
    [
        keras.layers.Input((64,)),
        keras.layers.Dense(256, activation="relu"),
        keras.layers.BatchNormalization(),
        keras.layers.Dropout(0.3),
        keras.layers.Dense(256, activation="relu"),
        keras.layers.Dense(10, activation="softmax"),
    ]
)
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])

wall, cpu = time.perf_counter(), time.process_time()
model.fit(train, validation_data=val, epochs=EPOCHS, verbose=2)
wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
loss, accuracy = model.evaluate(val, verbose=0)
print(f"accuracy {accuracy:.4f}")

with open(os.environ["LOOP_TIMES"], "w") as file:
    json.dump({"wall": wall, "cpu": cpu, "data_bytes": rows.nbytes + labels.nbytes}, file)
