import tensorflow as tf


class Tagger(tf.keras.Model):
    def __init__(self, units=64, n_classes=10):
        super().__init__()
        self.d1 = tf.keras.layers.Dense(units, activation="relu")
        self.drop = tf.keras.layers.Dropout(0.6)
        self.d2 = tf.keras.layers.Dense(n_classes)

    def call(self, inputs, training=True):
        x = self.d1(inputs)
        x = self.drop(x, training=training)
        return self.d2(x)
