import tomllib

import keras
import numpy as np


class Sorter:
    """Answer with the topic of letters, as the settings say."""

    def __init__(self, path="sorter.toml"):
        with open(path, "rb") as f:
            self.settings = tomllib.load(f)
        self.model = keras.models.load_model(self.settings["model"])

    def probabilities(self, words):
        answers, size = self.settings["answers"], self.settings["batch"]
        rounds = []
        for _ in range(answers["rounds"]):
            parts = [
                self.model(words[i : i + size], training=answers["spread"]).numpy()
                for i in range(0, len(words), size)
            ]
            rounds.append(np.concatenate(parts))
        return np.mean(rounds, axis=0)

    def topics(self, words):
        return np.argmax(self.probabilities(words), axis=1)
