import json

import numpy as np


def load(path):
    rows = [json.loads(line) for line in open(path)]
    return [row["text"].split() for row in rows], [row["subject"] for row in rows]


def encode(texts, vocab, length=12):
    codes = np.zeros((len(texts), length), dtype="int64")
    for i, words in enumerate(texts):
        for j, word in enumerate(words[:length]):
            codes[i, j] = vocab.get(word, 1)
    return codes
