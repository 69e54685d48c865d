import tensorflow as tf
from sklearn.datasets import load_digits

tf.keras.utils.set_random_seed(9)
x, y = load_digits(return_X_y=True)
x = x / 16.0

model = tf.keras.models.Sequential()
model.add(tf.keras.layers.Input(shape=(64,)))
model.add(tf.keras.layers.Dense(100, activation="relu"))
model.add(tf.keras.layers.Dense(10, activation="softmax"))
model.compile(loss="sparse_categorical_crossentropy", optimizer="adam", metrics=["accuracy"])

log = model.fit(x, y, epochs=1, batch_size=24, verbose=0)
print("fit:      loss=%.4f accuracy=%.4f" % (log.history["loss"][0], log.history["accuracy"][0]))
loss, accuracy = model.evaluate(x, y, batch_size=256, verbose=0)
print("evaluate: loss=%.4f accuracy=%.4f" % (loss, accuracy))
