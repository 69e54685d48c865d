import tensorflow as tf
from sklearn.metrics import accuracy_score

from mc import wine

_, (x_val, y_val) = wine()
model = tf.keras.models.load_model("mc.keras")
y_pred = model.predict(x_val, batch_size=10, verbose=0).argmax(axis=1)
print("accuracy of the saved model: %.4f" % accuracy_score(y_val, y_pred))
