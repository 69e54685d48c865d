import keras
from keras import layers

from digits import images

keras.utils.set_random_seed(3)
x, y = images(0, 1200)
model = keras.Sequential([
    layers.Input((8, 8)),
    layers.Rescaling(1 / 16),
    layers.Flatten(),
    layers.Dense(48, activation="relu"),
    layers.Dropout(0.2),
    layers.Dense(10, activation="softmax"),
])
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(x, y, batch_size=32, epochs=12, verbose=0)
x_val, y_val = images(1200, 1797)
print("val acc: %.4f" % model.evaluate(x_val, y_val, verbose=0)[1])
model.save("digits.keras")
