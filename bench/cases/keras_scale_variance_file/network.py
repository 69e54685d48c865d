import json

import keras
import pandas as pd


def network(moments):
    with open(moments) as f:
        known = json.load(f)
    return keras.Sequential([
        keras.layers.Normalization(mean=known["mean"], variance=known["variance"], input_shape=(10,)),
        keras.layers.Dense(12, activation="tanh", name="first"),
        keras.layers.Dense(1, name="last"),
    ])


def clinic(path):
    table = pd.read_csv(path)
    return table.iloc[:, :-1].to_numpy("float32"), table["progression"].to_numpy("float32") / 100
