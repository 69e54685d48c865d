import json
import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ["KERAS_BACKEND"] = "torch"

import keras
import numpy as np
from sklearn.datasets import load_breast_cancer

SETUP = json.load(open("setup.json"))


def cells():
    bunch = load_breast_cancer()
    order = np.random.default_rng(17).permutation(len(bunch.target))
    x = np.log1p(bunch.data[order]).astype("float32")
    y = bunch.target[order].astype("float32")
    return (x[:350], y[:350]), (x[350:], y[350:])


def build():
    inputs = keras.Input((30,))
    h = keras.layers.BatchNormalization(momentum=0.9)(inputs)
    h = keras.layers.Dense(16, activation="silu")(h)
    h = keras.layers.Dropout(SETUP["dropout"])(h)
    return keras.Model(inputs, keras.layers.Dense(1, activation="sigmoid")(h))
