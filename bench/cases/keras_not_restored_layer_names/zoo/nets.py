import keras
from keras import layers


def linear(classes):
    return keras.Sequential([layers.Input((64,)), layers.Dense(classes, activation="softmax")])


def perceptron(classes, width=40):
    return keras.Sequential([
        layers.Input((64,)),
        layers.Dense(width),
        layers.PReLU(),
        layers.BatchNormalization(),
        layers.Dense(classes, activation="softmax"),
    ])
