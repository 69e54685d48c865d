import numpy as np
import tensorflow as tf
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split

tf.keras.utils.set_random_seed(14)
images, labels = load_digits(return_X_y=True)
x_train, x_test, y_train, y_test = train_test_split(images, labels, test_size=0.2, random_state=14)
np.savez("test_images.npz", images=x_test, labels=y_test)

x_train, x_test = x_train / 16.0, x_test / 16.0
model = tf.keras.Sequential([
    tf.keras.layers.Input((64,)),
    tf.keras.layers.Reshape((8, 8, 1)),
    tf.keras.layers.Conv2D(8, 3, activation="tanh"),
    tf.keras.layers.BatchNormalization(momentum=0.8),
    tf.keras.layers.Flatten(),
    tf.keras.layers.Dense(32, activation="tanh"),
    tf.keras.layers.Dropout(0.2),
    tf.keras.layers.Dense(10, activation="softmax"),
])
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(x_train, y_train, epochs=6, validation_data=(x_test, y_test), verbose=2)
model.save("cnn.keras")
