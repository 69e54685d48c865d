import keras
import numpy as np
import tensorflow as tf
from keras import layers, regularizers
from sklearn.datasets import load_iris
from sklearn.metrics import log_loss

from losses import SmoothedCrossEntropy

keras.utils.set_random_seed(12)
x, y = load_iris(return_X_y=True)
order = np.random.default_rng(12).permutation(150)
x = ((x - x.mean(0)) / x.std(0))[order].astype("float32")
y = y[order].astype("int32")

model = keras.Sequential([
    layers.Input((4,)),
    layers.Dense(16, activation="relu", kernel_regularizer=regularizers.L2(3e-3)),
    layers.Dense(3, activation="softmax"),
])
loss_fn = SmoothedCrossEntropy()
optimizer = keras.optimizers.Adam(0.02)
batches = tf.data.Dataset.from_tensor_slices((x[:90], y[:90])).shuffle(90, seed=2).batch(15)
for epoch in range(15):
    for xb, yb in batches:
        with tf.GradientTape() as tape:
            value = loss_fn(yb, model(xb, training=True)) + tf.add_n(model.losses)
        gradients = tape.gradient(value, model.trainable_weights)
        optimizer.apply(gradients, model.trainable_weights)

model.compile(loss=loss_fn)
print("test loss:     %.4f" % model.evaluate(x[90:], y[90:], verbose=0))
print("test log loss: %.4f" % log_loss(y[90:], model.predict(x[90:], verbose=0)))
