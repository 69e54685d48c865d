import os

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "2"
import numpy as np
import tensorflow as tf
from sklearn.preprocessing import StandardScaler

X_test = np.load("X_test.npy")
y_test = np.load("y_test.npy")

sc = StandardScaler()
X_test = sc.fit_transform(X_test)

model = tf.keras.models.load_model("wine.keras")
classes = model.predict(X_test, verbose=0).argmax(axis=1)
print("Predicted:", np.bincount(classes, minlength=3), "true:", np.bincount(y_test, minlength=3))
print("Accuracy in production:", np.mean(classes == y_test))
