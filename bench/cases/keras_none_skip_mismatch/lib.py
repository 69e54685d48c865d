import keras
import tensorflow as tf
from sklearn.datasets import load_digits


def make():
    inputs = keras.Input((64,))
    x = keras.layers.Rescaling(1 / 16)(inputs)
    x = keras.layers.Dense(32)(x)
    x = keras.layers.BatchNormalization(momentum=0.9)(x)
    x = keras.layers.Activation("relu")(x)
    x = keras.layers.Dropout(0.25)(x)
    return keras.Model(inputs, keras.layers.Dense(10)(x))


def sets():
    x, y = load_digits(return_X_y=True)
    return (x[:1250], y[:1250]), (x[1250:], y[1250:])


def shuffled_once(x, y):
    ds = tf.data.Dataset.from_tensor_slices((x, y))
    return ds.shuffle(len(x), seed=1, reshuffle_each_iteration=False).batch(100)
