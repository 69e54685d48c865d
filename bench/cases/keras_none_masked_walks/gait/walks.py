import keras
import numpy as np
import pandas as pd

COLUMNS = ["lift_mm", "sway_mm", "push_n"]


def load(path):
    table = pd.read_csv(path)
    for column in COLUMNS:
        if column not in table:
            table[column] = table[column.replace("_mm", "_cm")] * 10
    walks, gaits = [], []
    for _, steps in table.sort_values(["person", "step"]).groupby("person", sort=False):
        walks.append(steps[COLUMNS].to_numpy())
        gaits.append(steps["gait"].iloc[0])
    return walks, np.array(gaits)


def pad(walks, center, spread):
    scaled = [(walk - center) / spread for walk in walks]
    return keras.utils.pad_sequences(scaled, dtype="float32", padding="post", value=-9.0)
