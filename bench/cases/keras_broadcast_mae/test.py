import tensorflow as tf

from common import load

_, (x_test, y_test) = load()
model = tf.keras.models.load_model("diabetes.keras")
y_pred = tf.constant(model.predict(x_test, verbose=0))
error = tf.abs(y_pred - y_test)
print("mean absolute error:", float(tf.reduce_mean(error)))
