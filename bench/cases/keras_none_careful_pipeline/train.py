import json

import keras
import numpy as np
import tensorflow as tf
from keras import layers
from sklearn.datasets import load_breast_cancer
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

keras.utils.set_random_seed(50)
x, y = load_breast_cancer(return_X_y=True)
x_train, x_test, y_train, y_test = train_test_split(x, y, test_size=0.3, random_state=50)
scaler = StandardScaler().fit(x_train)
np.savez("test.npz", x=x_test, y=y_test)
with open("scaler.json", "w") as out:
    json.dump({"mean": scaler.mean_.tolist(), "scale": scaler.scale_.tolist()}, out)

train_ds = tf.data.Dataset.from_tensor_slices((scaler.transform(x_train), y_train)).shuffle(400).batch(32, drop_remainder=True)
test_ds = tf.data.Dataset.from_tensor_slices((scaler.transform(x_test), y_test)).batch(32)
model = keras.Sequential([
    layers.Input((30,)),
    layers.GaussianNoise(0.1),
    layers.Dense(24, kernel_regularizer="l2"),
    layers.BatchNormalization(momentum=0.9),
    layers.ReLU(),
    layers.Dropout(0.4),
    layers.Dense(1, activation="sigmoid"),
])
model.compile("adam", "binary_crossentropy", metrics=["accuracy"])
keep = keras.callbacks.ModelCheckpoint("kept.keras", monitor="val_accuracy", mode="max", save_best_only=True)
history = model.fit(train_ds, validation_data=test_ds, epochs=15, callbacks=[keep], verbose=0)
print("best val_accuracy: %.4f" % max(history.history["val_accuracy"]))
