import json

import numpy as np
from keras.utils import pad_sequences


def read(settings, first, last):
    with open(settings) as f:
        s = json.load(f)
    store = np.load("walks.npz")
    bounds = store["offsets"]
    pieces = [store["values"][bounds[i] : bounds[i + 1]] for i in range(first, last)]
    padded = pad_sequences(pieces, maxlen=s["longest"], dtype="float32", padding=s["side"], truncating=s["side"], value=s["fill"])
    return padded, store["labels"][first:last]
