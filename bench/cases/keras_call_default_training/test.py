import numpy as np
import tensorflow as tf
from sklearn.datasets import load_digits

from model import Tagger

tf.keras.utils.set_random_seed(0)
X, y = load_digits(return_X_y=True)
va = np.load("split.npz")["va"]
x_val = (X[va] / 16).astype(np.float32)
y_val = y[va]

model = Tagger()
model(x_val[:1])
model.load_weights("tagger.weights.h5")

logits = model(tf.constant(x_val))
metric = tf.keras.metrics.SparseCategoricalAccuracy()
metric.update_state(y_val, logits)
print("accuracy after loading: %.3f" % metric.result())
