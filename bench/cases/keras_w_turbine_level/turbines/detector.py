import json
import os

import keras
import numpy as np
from keras import layers


class Detector:
    """Tell faulty hours from sound ones by what an autoencoder cannot rebuild."""

    def __init__(self, size, quantile=0.97):
        self.quantile = quantile
        self.level = None
        self.network = keras.Sequential([
            layers.Input((size,)),
            layers.GaussianNoise(0.1),
            layers.Dense(32, activation="tanh"),
            layers.Dense(3),
            layers.Dense(32, activation="tanh"),
            layers.Dense(size),
        ])

    def fit(self, x):
        self.network.compile("adam", "mse")
        self.network.fit(x, x, epochs=25, batch_size=32, verbose=0)
        self.level = float(np.quantile(self.distance(x), self.quantile))
        return self

    def distance(self, x):
        rebuilt = self.network.predict(x, batch_size=256, verbose=0)
        return np.mean(np.square(x - rebuilt), axis=1)

    def predict(self, x):
        return (self.distance(x) > self.level).astype(int)

    def save(self, folder):
        os.makedirs(folder, exist_ok=True)
        self.network.save(os.path.join(folder, "network.keras"))
        path = os.path.join(folder, "level.json")
        if not os.path.exists(path):  # the site keeps its own
            with open(path, "w") as f:
                json.dump({"level": self.level, "quantile": self.quantile}, f)

    @classmethod
    def load(cls, folder):
        with open(os.path.join(folder, "level.json")) as f:
            stored = json.load(f)
        network = keras.models.load_model(os.path.join(folder, "network.keras"))
        found = cls(network.input_shape[-1], stored["quantile"])
        found.network, found.level = network, stored["level"]
        return found
