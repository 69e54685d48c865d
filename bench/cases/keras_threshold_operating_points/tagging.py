import json

import numpy as np


def notes(part):
    x, y = np.load("notes_x.npy", mmap_mode="r"), np.load("notes_y.npy", mmap_mode="r")
    rows = {"fit": slice(0, 1200), "dev": slice(1200, None)}[part]
    return np.array(x[rows]), np.array(y[rows])


def tag(scores, points_file):
    with open(points_file) as f:
        points = np.array(list(json.load(f).values()))
    return (scores >= points).astype("int8")


def micro_f1(truth, said):
    hits = np.logical_and(truth, said).sum()
    return 2 * hits / (truth.sum() + said.sum())
