import keras
from keras import layers

from imaging import load_split, to_unit

keras.utils.set_random_seed(22)
(x_train, y_train), (x_val, y_val) = load_split()

model = keras.Sequential([
    layers.Input((8, 8)),
    layers.Flatten(),
    layers.Dense(64, activation="sigmoid"),
    layers.Dense(10, activation="softmax"),
])
model.compile(keras.optimizers.Adam(0.01), "sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(to_unit(x_train, 16), y_train, batch_size=64, epochs=10, verbose=0)
print("validation: {1:.4f}".format(*model.evaluate(to_unit(x_val, 16), y_val, verbose=0)))
model.save("net.keras")
