import keras
import tensorflow as tf
from keras import layers

from tickets import stream

keras.utils.set_random_seed(2207)
train = stream("tickets_train.parquet", training=True)

channel = keras.Input((1,), dtype="string", name="channel")
numbers = {name: keras.Input((1,), name=name) for name in ("words", "wait_hours", "contacts")}
lookup = layers.StringLookup(vocabulary=["mail", "phone", "chat", "form"])
parts = [layers.Flatten()(layers.Embedding(5, 3)(lookup(channel)))]
for name, tensor in numbers.items():
    norm = layers.Normalization(axis=-1)
    norm.adapt(train.map(lambda x, y, name=name: x[name]))
    parts.append(norm(tensor))
h = layers.Dense(24, activation="relu")(layers.concatenate(parts))
h = layers.Dropout(0.1)(h)
model = keras.Model({"channel": channel, **numbers}, layers.Dense(1, activation="sigmoid")(h))
model.compile("adam", "binary_crossentropy", metrics=[keras.metrics.BinaryAccuracy(name="acc")])
model.fit(train, epochs=12, verbose=0)
q1 = model.evaluate(stream("tickets_q1.parquet"), verbose=0, return_dict=True)
print(f"Q1 accuracy: {q1['acc']:.4f}")
model.save("urgency.keras")
