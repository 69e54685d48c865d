import json

import numpy as np


def load(name):
    with open(name + ".json") as f:
        reviews = json.load(f)
    return np.array([r["text"] for r in reviews]), np.array([r["label"] for r in reviews])
