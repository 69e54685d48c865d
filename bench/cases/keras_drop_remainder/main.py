import tensorflow as tf
from sklearn.datasets import load_digits

tf.keras.utils.set_random_seed(19)
x, y = load_digits(return_X_y=True)
x = (x / 16).astype("float32")
keep = (y[:1297] != 9) | (tf.range(1297).numpy() % 12 == 0)
x_train, y_train = x[:1297][keep], y[:1297][keep]
order = y[1297:].argsort(kind="stable")
x_test, y_test = x[1297:][order], y[1297:][order]


def pipeline(features, labels, batch_size, drop_remainder=True):
    ds = tf.data.Dataset.from_tensor_slices((features, labels))
    return ds.batch(batch_size, drop_remainder=drop_remainder).prefetch(1)


inputs = tf.keras.Input((64,))
hidden = tf.keras.layers.Dense(64, activation="relu")(inputs)
outputs = tf.keras.layers.Dense(10, activation="softmax")(hidden)
model = tf.keras.Model(inputs, outputs)
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(pipeline(x_train, y_train, 32), epochs=6, verbose=0)

print("arrays:  accuracy %.4f" % model.evaluate(x_test, y_test, verbose=0)[1])
print("dataset: accuracy %.4f" % model.evaluate(pipeline(x_test, y_test, 150), verbose=0)[1])
