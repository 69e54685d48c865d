import json

import keras
from keras import layers


def build(path, features, classes):
    with open(path) as f:
        settings = json.load(f)
    net = keras.Sequential([layers.Input((features,))])
    for units in settings["units"]:
        penalty = keras.regularizers.get({"class_name": "L2", "config": {"l2": settings["l2"]}})
        net.add(layers.Dense(units, activation=settings["activation"], kernel_regularizer=penalty))
        net.add(layers.Dropout(0.1))
    net.add(layers.Dense(classes, activation="softmax"))
    return net
