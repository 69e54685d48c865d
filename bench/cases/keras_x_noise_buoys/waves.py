import json
import math

import keras
import numpy as np
import pandas as pd

COLUMNS = ["wind", "pressure", "swell", "fetch"]


class Hours(keras.utils.PyDataset):
    """Hours of a buoy in batches: scaled inputs and the logarithm of the height."""

    def __init__(self, frame, scale, batch=32, shuffle=False, **kwargs):
        super().__init__(**kwargs)
        self.x = ((frame[COLUMNS] - scale["mean"]) / scale["std"]).to_numpy("float32")
        self.y = np.log(frame["wave"]).to_numpy("float32")
        self.batch, self.shuffle = batch, shuffle
        self.order = np.arange(len(frame))

    def __len__(self):
        return math.ceil(len(self.order) / self.batch)

    def __getitem__(self, number):
        rows = self.order[number * self.batch : (number + 1) * self.batch]
        return self.x[rows], self.y[rows]

    def on_epoch_end(self):
        if self.shuffle:
            np.random.shuffle(self.order)


def scale_of(frame, path="scale.json"):
    with open(path, "w") as f:
        json.dump({"mean": frame[COLUMNS].mean().tolist(), "std": frame[COLUMNS].std().tolist()}, f)
    return stored_scale(path)


def stored_scale(path="scale.json"):
    with open(path) as f:
        return json.load(f)


def r2(height, predicted):
    return 1 - np.sum(np.square(height - predicted)) / np.sum(np.square(height - height.mean()))
