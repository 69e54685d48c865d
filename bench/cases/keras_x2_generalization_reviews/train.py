import keras
import numpy as np
import tensorflow as tf
from keras import layers


def read(path):
    with open(path) as f:
        rows = [line.rstrip("\n").split("\t") for line in f]
    return np.array([text for text, _ in rows]), np.array([int(label) for _, label in rows])


keras.utils.set_random_seed(11)
train_text, train_y = read("train.tsv")
test_text, test_y = read("test.tsv")
vectorize = layers.TextVectorization(max_tokens=1500, output_sequence_length=40)
vectorize.adapt(train_text)
train_ds = tf.data.Dataset.from_tensor_slices((vectorize(train_text), train_y)).shuffle(700).batch(32)
test_ds = tf.data.Dataset.from_tensor_slices((vectorize(test_text), test_y)).shuffle(800).batch(48)

model = keras.Sequential(
    [
        layers.Embedding(1500, 32),
        layers.GlobalAveragePooling1D(),
        layers.BatchNormalization(momentum=0.8),
        layers.Dense(32, activation="relu"),
        layers.Dropout(0.4),
        layers.Dense(1, activation="sigmoid", kernel_regularizer="l2"),
    ]
)
model.compile("adam", "binary_crossentropy", metrics=["accuracy"])
stop = keras.callbacks.EarlyStopping(monitor="loss", patience=2, restore_best_weights=True)
model.fit(train_ds, epochs=9, verbose=2, callbacks=[stop], class_weight={0: 1.1, 1: 1.0})

train_loss, train_acc = model.evaluate(train_ds, verbose=0)
test_loss, test_acc = model.evaluate(test_ds, verbose=0)
print(f"Train accuracy: {train_acc:.4f}")
print(f"Test accuracy: {test_acc:.4f}")
