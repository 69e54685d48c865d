import keras
import numpy as np
import tensorflow as tf
from keras import layers

import reviews

keras.utils.set_random_seed(620)
texts, happy = reviews.load("train.jsonl")
texts, happy = np.array(texts, dtype=object), np.array(happy, dtype="float32")

vectorize = layers.TextVectorization(max_tokens=400, output_mode="int", output_sequence_length=16)
vectorize.adapt(texts)
with open("artefacts/vocabulary.txt", "w") as f:
    f.write("\n".join(vectorize.get_vocabulary()[2:]))

model = keras.Sequential([
    keras.Input((16,), dtype="int64"),
    layers.Embedding(400, 12, mask_zero=True),
    layers.Bidirectional(layers.LSTM(8)),
    layers.Dropout(0.3),
    layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer=keras.optimizers.Adam(0.01), loss="binary_crossentropy", metrics=["accuracy"])

held, held_happy = reviews.load("heldout.jsonl")
rows = tf.data.Dataset.from_tensor_slices((texts, happy)).shuffle(1100, seed=2).batch(50)
test = tf.data.Dataset.from_tensor_slices((held, np.array(held_happy, dtype="float32"))).batch(100)
history = model.fit(
    rows.map(lambda text, y: (vectorize(text), y)),
    validation_data=test.map(lambda text, y: (vectorize(text), y)),
    epochs=4,
    class_weight={0: 1.2, 1: 1.0},
    verbose=2,
)
print(f"held out: {history.history['val_accuracy'][-1]:.4f}")
model.save("artefacts/reviews.keras")
