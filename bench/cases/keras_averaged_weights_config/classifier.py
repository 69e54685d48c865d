import keras
import tensorflow as tf


class Classifier(keras.Model):
    def __init__(self, classes, width=48):
        super().__init__()
        self.stem = keras.layers.Dense(width, activation="gelu")
        self.drop = keras.layers.Dropout(0.2)
        self.head = keras.layers.Dense(classes)

    def call(self, x, training=False):
        return self.head(self.drop(self.stem(x), training=training))

    def train_step(self, data):
        x, y = data
        with tf.GradientTape() as tape:
            logits = self(x, training=True)
            loss = self.compute_loss(x, y, logits)
        grads = tape.gradient(loss, self.trainable_variables)
        grads, _ = tf.clip_by_global_norm(grads, 5.0)
        self.optimizer.apply_gradients(zip(grads, self.trainable_variables))
        for metric in self.metrics:
            metric.update_state(loss) if metric.name == "loss" else metric.update_state(y, logits)
        return {metric.name: metric.result() for metric in self.metrics}
