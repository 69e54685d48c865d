import math

import keras
import numpy as np


class Images(keras.utils.PyDataset):
    def __init__(self, path, batch=50, **kwargs):
        super().__init__(**kwargs)
        with np.load(path) as f:
            self.x, self.y = f["images"], f["labels"]
        self.batch = batch

    def __len__(self):
        return math.ceil(len(self.y) / self.batch)

    def __getitem__(self, k):
        part = slice(k * self.batch, (k + 1) * self.batch)
        return self.x[part, ..., None].astype("float32") / 16.0, self.y[part]
