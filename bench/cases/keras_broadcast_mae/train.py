import tensorflow as tf

from common import load

tf.keras.utils.set_random_seed(1)
(x_train, y_train), (x_test, y_test) = load()
model = tf.keras.Sequential([
    tf.keras.layers.Input((10,)),
    tf.keras.layers.Dense(32, activation="relu"),
    tf.keras.layers.Dense(1),
])
model.compile("adam", "mse", metrics=["mae"])
model.fit(x_train, y_train, epochs=40, batch_size=32, verbose=0)
print("test mae", model.evaluate(x_test, y_test, verbose=0, return_dict=True)["mae"])
model.save("diabetes.keras")
