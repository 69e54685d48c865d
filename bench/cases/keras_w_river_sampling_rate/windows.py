import keras
import numpy as np
import yaml


def settings(path):
    with open(path) as f:
        return yaml.safe_load(f)


def windows(option, part=None, shuffle=False, centre=140.0, spread=25.0):
    """Give hours of level and rain in windows, and the level some hours after each."""
    first, last = part or option["part"]
    river = np.load("river.npz")
    level = (river["level"][first:last] - centre) / spread
    inputs = np.stack([level, river["rain"][first:last] / 5], axis=1).astype("float32")
    reach = (option["length"] - 1) * option["rate"] + option["ahead"]
    return keras.utils.timeseries_dataset_from_array(
        inputs[:-reach],
        level[reach:].astype("float32"),
        sequence_length=option["length"],
        sampling_rate=option["rate"],
        sequence_stride=1,
        batch_size=option["batch"],
        shuffle=shuffle,
        seed=3,
    )
