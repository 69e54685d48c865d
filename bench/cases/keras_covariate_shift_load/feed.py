import keras
import numpy as np


class Bearings(keras.utils.PyDataset):
    """Batches of bearings from a table of measurements, the wear last."""

    def __init__(self, path, batch_size=50, shuffle=False, **kwargs):
        super().__init__(**kwargs)
        table = np.loadtxt(path, delimiter=",", skiprows=1, dtype="float32")
        self.x, self.y = table[:, :-1], table[:, -1:]
        self.batch_size, self.shuffle = batch_size, shuffle
        self.rng = np.random.default_rng(1)
        self.order = np.arange(len(table))

    def __len__(self):
        return int(np.ceil(len(self.order) / self.batch_size))

    def __getitem__(self, index):
        rows = self.order[index * self.batch_size : (index + 1) * self.batch_size]
        return self.x[rows], self.y[rows]

    def on_epoch_end(self):
        if self.shuffle:
            self.rng.shuffle(self.order)
