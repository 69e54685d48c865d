import keras
import tensorflow as tf
from keras import layers


class AutoClassifier(keras.Model):
    """An encoder with two tasks: rebuild the input, and name its class."""

    def __init__(self, width, classes, features):
        super().__init__()
        self.encoder = keras.Sequential([layers.Dense(width, activation="relu"), layers.BatchNormalization(momentum=0.9)])
        self.decoder = layers.Dense(features)
        self.drop = layers.Dropout(0.3)
        self.head = layers.Dense(classes)
        self.loss_tracker = keras.metrics.Mean(name="loss")
        self.rebuilt_tracker = keras.metrics.Mean(name="rebuilt")
        self.accuracy = keras.metrics.SparseCategoricalAccuracy(name="acc")
        self.cross_entropy = keras.losses.SparseCategoricalCrossentropy(from_logits=True)

    @property
    def metrics(self):
        return [self.loss_tracker, self.rebuilt_tracker]

    def call(self, x, training=None):
        code = self.encoder(x, training=training)
        return self.head(self.drop(code, training=training)), self.decoder(code)

    def _measure(self, x, y, training):
        logits, rebuilt = self(x, training=training)
        error = tf.reduce_mean(tf.square(rebuilt - tf.cast(x, rebuilt.dtype)))
        loss = self.cross_entropy(y, logits) + 0.1 * error
        self.loss_tracker.update_state(loss)
        self.rebuilt_tracker.update_state(error)
        self.accuracy.update_state(y, logits)
        return loss

    def train_step(self, data):
        x, y = data
        with tf.GradientTape() as tape:
            loss = self._measure(x, y, training=True)
        grads = tape.gradient(loss, self.trainable_variables)
        self.optimizer.apply_gradients(zip(grads, self.trainable_variables))
        return self._report()

    def test_step(self, data):
        self._measure(*data, training=False)
        return self._report()

    def _report(self):
        return {m.name: m.result() for m in (self.loss_tracker, self.rebuilt_tracker, self.accuracy)}
