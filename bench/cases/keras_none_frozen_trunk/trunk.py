import keras
from keras import layers


def trunk():
    inputs = keras.Input((8, 8, 1))
    h = layers.Conv2D(8, 3, padding="same", use_bias=False)(inputs)
    h = layers.BatchNormalization(momentum=0.9)(h)
    h = layers.ReLU()(h)
    h = layers.Conv2D(16, 3, strides=2, padding="same", use_bias=False)(h)
    h = layers.BatchNormalization(momentum=0.9)(h)
    h = layers.ReLU()(h)
    return keras.Model(inputs, layers.Flatten()(h), name="trunk")


def digits(wanted):
    from sklearn.datasets import load_digits

    bunch = load_digits()
    keep = [i for i, label in enumerate(bunch.target) if label in wanted]
    return bunch.images[keep, :, :, None] / 16.0, bunch.target[keep] - min(wanted)
