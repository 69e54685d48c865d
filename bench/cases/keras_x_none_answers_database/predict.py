import sqlite3

import keras
import numpy as np


@keras.saving.register_keras_serializable("clinic")
class Gate(keras.layers.Layer):
    def build(self, shape):
        self.gate = self.add_weight(shape=(shape[-1],), initializer="zeros")

    def call(self, inputs):
        return inputs * keras.ops.sigmoid(self.gate)


patients = np.load("patients.npz")
model = keras.models.load_model("clinic.keras")
logits = model(patients["features"].astype("float32"), training=False).numpy().ravel()
rows = [(int(i), "benign" if z > 0 else "malignant") for i, z in zip(patients["ids"], logits)]
with sqlite3.connect("answers.sqlite") as db:
    db.execute("create table if not exists answers (id integer primary key, diagnosis text)")
    db.executemany("insert or replace into answers values (?, ?)", rows)
