import keras
import numpy as np
from keras import layers

keras.utils.set_random_seed(27)
train, test = np.load("train.npz"), np.load("test.npz")

model = keras.Sequential([
    keras.Input((40, 1)),
    layers.Conv1D(16, 5, strides=2, activation="silu"),
    layers.Conv1D(16, 5, activation="silu"),
    layers.Flatten(),
    layers.Dropout(0.3),
    layers.Dense(3, activation="softmax"),
])
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
best = keras.callbacks.ModelCheckpoint("pulse.weights.h5", monitor="val_accuracy", save_best_only=True, save_weights_only=True)
history = model.fit(
    train["x"], train["y"], validation_data=(test["x"], test["y"]), epochs=12, callbacks=[best], verbose=0
).history
print("best epoch: %d" % (1 + np.argmax(history["val_accuracy"])))
print("best val_accuracy: %.4f" % max(history["val_accuracy"]))
