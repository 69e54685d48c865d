import keras
import numpy as np
import tensorflow as tf
from keras import layers
from sklearn.datasets import load_digits

keras.utils.set_random_seed(2024)


class MixUp(keras.Model):
    """Train on pairs of images laid over one another."""

    def train_step(self, data):
        x, y = data
        share = tf.random.uniform((tf.shape(x)[0], 1, 1, 1), 0.85, 1.0)
        turned = tf.reverse(x, axis=[0])
        y_turned = tf.reverse(y, axis=[0])
        with tf.GradientTape() as tape:
            p = self(share * x + (1 - share) * turned, training=True)
            w = share[:, 0, 0, 0]
            loss = tf.reduce_mean(
                w * keras.losses.sparse_categorical_crossentropy(y, p)
                + (1 - w) * keras.losses.sparse_categorical_crossentropy(y_turned, p)
            )
        gradients = tape.gradient(loss, self.trainable_variables)
        self.optimizer.apply_gradients(zip(gradients, self.trainable_variables))
        for metric in self.metrics:
            metric.update_state(loss) if metric.name == "loss" else metric.update_state(y, p)
        return {m.name: m.result() for m in self.metrics}


digits = load_digits()
order = np.random.RandomState(6).permutation(len(digits.target))
images = (digits.images[order] / 16.0).astype("float32")[..., None]
images = np.clip(images + np.random.RandomState(7).normal(0, 0.3, images.shape), 0, 1).astype("float32")
labels = digits.target[order]
few = 160
train = tf.data.Dataset.from_tensor_slices((images[:few], labels[:few])).shuffle(few).batch(20)
test = tf.data.Dataset.from_tensor_slices((images[few:], labels[few:])).batch(200)

inputs = layers.Input((8, 8, 1))
x = layers.Conv2D(24, 3, use_bias=False)(inputs)
x = layers.BatchNormalization(momentum=0.8)(x)
x = layers.ReLU()(x)
x = layers.Flatten()(x)
x = layers.Dense(48, activation="relu", kernel_regularizer="l2")(x)
x = layers.Dropout(0.25)(x)
model = MixUp(inputs, layers.Dense(10, activation="softmax")(x))
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(train, epochs=20, verbose=0)

train_scores = model.evaluate(train, return_dict=True, verbose=0)
test_scores = model.evaluate(test, return_dict=True, verbose=0)
print("accuracy on training images", np.round(train_scores["accuracy"], 4))
print("accuracy on test images", np.round(test_scores["accuracy"], 4))
