"""The network, in one place so that training and scoring agree."""
import tensorflow as tf


def build(n_features, n_classes, rate=0.5, mc=False):
    inputs = tf.keras.Input(shape=(n_features,))
    x = tf.keras.layers.Dense(16, activation="relu")(inputs)
    x = tf.keras.layers.Dropout(rate)(x, training=True if mc else None)
    x = tf.keras.layers.Dense(12, activation="relu")(x)
    x = tf.keras.layers.Dropout(rate)(x, training=True if mc else None)
    outputs = tf.keras.layers.Dense(n_classes, activation="softmax")(x)
    return tf.keras.Model(inputs, outputs)
