import keras
import numpy as np
from keras import layers
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split

keras.utils.set_random_seed(7)

digits = load_digits()
x = (digits.data / 16.0).astype("float32")
y = digits.target
x_train, x_test, y_train, y_test = train_test_split(x, y, test_size=0.2, random_state=42, stratify=y)
np.savez("digits_test.npz", x=x_test, y=y_test)

model = keras.Sequential([
    keras.Input(shape=(64,)),
    layers.Dense(48, activation="relu"),
    layers.Dropout(0.5),
    layers.Dense(24, activation="relu"),
    layers.Dropout(0.3),
    layers.Dense(10, activation="softmax"),
])
model.compile(optimizer=keras.optimizers.Adam(5e-3), loss="sparse_categorical_crossentropy", metrics=["accuracy"])
history = model.fit(x_train, y_train, epochs=20, batch_size=64, validation_data=(x_test, y_test), verbose=0)

print("val_accuracy: %.4f" % history.history["val_accuracy"][-1])
model.save("digits.keras")
