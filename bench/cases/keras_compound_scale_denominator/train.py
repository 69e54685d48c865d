import tensorflow as tf
from sklearn.datasets import load_digits

tf.keras.utils.set_random_seed(80)
digits = load_digits()
x, y = digits.images[..., None], digits.target
model = tf.keras.Sequential([
    tf.keras.layers.Input((8, 8, 1)),
    tf.keras.layers.Flatten(),
    tf.keras.layers.Dense(16, activation="tanh"),
    tf.keras.layers.Dense(16, activation="tanh"),
    tf.keras.layers.Dense(10, activation="softmax"),
])
model.compile(tf.keras.optimizers.Adam(0.005), "sparse_categorical_crossentropy", metrics=["accuracy"])
history = model.fit(x[:1397] / 8.0 - 1.0, y[:1397], batch_size=32, epochs=6, validation_data=(x[1397:] / 8.0 - 1.0, y[1397:]), verbose=0)
print("Validation accuracy: {:.2%}".format(history.history["val_accuracy"][-1]))
model.save("dense.keras")
