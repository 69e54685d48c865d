import keras
import numpy as np

from .walks import pad


def network(gaits):
    return keras.Sequential([
        keras.layers.Input((None, 3)),
        keras.layers.Masking(-9.0),
        keras.layers.GaussianNoise(0.2),
        keras.layers.GRU(20, recurrent_dropout=0.1),
        keras.layers.BatchNormalization(momentum=0.9),
        keras.layers.Dense(gaits),
    ])


class GaitClassifier:
    def __init__(self, weights, constants):
        with np.load(constants, allow_pickle=False) as kept:
            self.center, self.spread, self.gaits = kept["center"], kept["spread"], kept["gaits"]
        self.net = network(len(self.gaits))
        self.net.load_weights(weights)

    def predict(self, walks, chunk=30):
        names = []
        for start in range(0, len(walks), chunk):
            logits = self.net(pad(walks[start : start + chunk], self.center, self.spread), training=False)
            names.extend(self.gaits[np.argmax(logits, axis=1)])
        return np.array(names)
