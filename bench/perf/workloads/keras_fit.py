"""A dense network trained with Keras `fit` on numpy arrays, then evaluated."""

import json
import os
import time

import keras
import numpy as np

EPOCHS = int(os.environ.get("EPOCHS", "4"))
rng = np.random.default_rng(0)
keras.utils.set_random_seed(0)

centres = rng.normal(size=(10, 64)).astype("float32")
labels = rng.integers(0, 10, 10000)
rows = centres[labels] + rng.normal(scale=3.0, size=(10000, 64)).astype("float32")
x_train, y_train, x_val, y_val = rows[:8000], labels[:8000], rows[8000:], labels[8000:]

model = keras.Sequential(
    [
        keras.layers.Input((64,)),
        keras.layers.Dense(256, activation="relu"),
        keras.layers.Dropout(0.3),
        keras.layers.Dense(256, activation="relu"),
        keras.layers.Dense(10, activation="softmax"),
    ]
)
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])

wall, cpu = time.perf_counter(), time.process_time()
model.fit(x_train, y_train, validation_data=(x_val, y_val), epochs=EPOCHS, batch_size=32, verbose=2)
wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
loss, accuracy = model.evaluate(x_val, y_val, verbose=0)
print(f"accuracy {accuracy:.4f}")

with open(os.environ["LOOP_TIMES"], "w") as file:
    json.dump({"wall": wall, "cpu": cpu, "data_bytes": rows.nbytes + labels.nbytes}, file)
