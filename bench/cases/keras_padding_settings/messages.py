import json

import numpy as np
from keras.utils import pad_sequences


def load(settings, low, high):
    with open("messages.jsonl") as f:
        rows = [json.loads(line) for line in f][low:high]
    with open(settings) as f:
        options = json.load(f)
    return pad_sequences([r["ids"] for r in rows], **options), np.array([r["tone"] for r in rows])
