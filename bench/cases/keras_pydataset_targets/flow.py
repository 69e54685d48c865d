import json
import math

import keras
import numpy as np


class Flow(keras.utils.PyDataset):
    def __init__(self, part, **kwargs):
        super().__init__(**kwargs)
        with open("flow.json") as f:
            options = json.load(f)[part]
        with np.load(f"{part}.npz") as f:
            self.images, self.targets = f["pixels"].reshape(-1, 8, 8, 1) / 16.0, f["digit"]
        self.size = options["batch_size"]
        self.shuffle = options["shuffle"]
        self.rng = np.random.default_rng(3)
        self.index = np.arange(len(self.targets))
        self.on_epoch_begin()

    def __len__(self):
        return math.ceil(len(self.targets) / self.size)

    def __getitem__(self, i):
        rows = self.index[i * self.size:(i + 1) * self.size]
        return self.images[rows], self.targets[rows]

    def on_epoch_begin(self):
        if self.shuffle:
            self.rng.shuffle(self.index)
