import json
import pickle

import keras
import numpy as np
import tensorflow as tf
from keras import layers

keras.utils.set_random_seed(23)


def read(path):
    rows = [json.loads(line) for line in open(path)]
    return np.array([r["text"] for r in rows]), np.array([r["label"] for r in rows])


texts, labels = read("train.jsonl")
vectorize = layers.TextVectorization(max_tokens=200)
vectorize.adapt(texts)
with open("vocabulary.pkl", "wb") as f:
    pickle.dump(vectorize.get_vocabulary(), f)

train = tf.data.Dataset.from_tensor_slices((texts, labels)).shuffle(1200, seed=1).batch(16)
train = train.map(lambda t, y: (vectorize(t), y)).prefetch(1)
valid = tf.data.Dataset.from_tensor_slices(read("valid.jsonl")).batch(16).map(lambda t, y: (vectorize(t), y))

model = keras.Sequential([
    layers.Embedding(200, 12),
    layers.GlobalAveragePooling1D(),
    layers.Dropout(0.2),
    layers.Dense(12, activation="relu"),
    layers.Dense(1, activation="sigmoid"),
])
model.compile(keras.optimizers.Adam(0.005), "binary_crossentropy", metrics=["accuracy"])
hist = model.fit(train, validation_data=valid, epochs=8, verbose=0)
print("val_accuracy after the last epoch:", round(hist.history["val_accuracy"][-1], 4))
model.save("reviews.keras")
