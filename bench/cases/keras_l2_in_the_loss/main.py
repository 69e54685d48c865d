import numpy as np
import tensorflow as tf
from sklearn.datasets import load_digits
from sklearn.metrics import log_loss
from sklearn.model_selection import train_test_split
from tensorflow.keras import layers, regularizers

tf.keras.utils.set_random_seed(11)
x, y = load_digits(return_X_y=True)
x_train, x_test, y_train, y_test = train_test_split((x / 16).astype("float32"), y, test_size=0.3, random_state=11)

model = tf.keras.Sequential(
    [
        tf.keras.Input((64,)),
        layers.Dense(32, activation="relu", kernel_regularizer=regularizers.l2(0.003)),
        layers.Dropout(0.2),
        layers.Dense(10, activation="softmax", kernel_regularizer=regularizers.l2(0.003)),
    ]
)
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(x_train, y_train, epochs=8, batch_size=32, verbose=0)

print("evaluate: %.4f" % model.evaluate(x_test, y_test, verbose=0)[0])
print("log_loss: %.4f" % log_loss(y_test, model.predict(x_test, verbose=0)))
