import json

import numpy as np

KINDS = ("bakery", "family", "office", "school")


def load(path):
    days, kinds = [], []
    with open(path) as lines:
        for line in lines:
            entry = json.loads(line)
            days.append(entry["kwh"])
            kinds.append(KINDS.index(entry["kind"]))
    days = np.asarray(days, dtype="float32")
    days /= days.sum(axis=1, keepdims=True)
    return days[:, :, None] * 24, np.asarray(kinds)
