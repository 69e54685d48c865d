import keras
import numpy as np
from keras import layers

keras.utils.set_random_seed(404)
train, test = np.load("train.npz"), np.load("test.npz")
model = keras.Sequential([
    keras.Input((300,)),
    layers.UnitNormalization(),
    layers.Dense(64, activation="relu"),
    layers.Dropout(0.5),
    layers.Dense(64, activation="relu"),
    layers.Dropout(0.5),
    layers.Dense(5, activation="softmax"),
])
model.compile(keras.optimizers.Adam(3e-3), "sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(
    train["words"], train["topic"], validation_data=(test["words"], test["topic"]), epochs=12, batch_size=48, verbose=0
)
print("accuracy on test letters: %.4f" % model.evaluate(test["words"], test["topic"], verbose=0)[1])
model.save("sorter.keras")
