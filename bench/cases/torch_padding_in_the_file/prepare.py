import json

import numpy as np

rng = np.random.default_rng(17)
good = ["fine", "great", "lovely", "superb", "warm", "clever"]
bad = ["awful", "dull", "poor", "slow", "weak", "tired"]
other = ["the", "film", "plot", "actor", "scene", "music", "with", "and", "a", "this", "was", "end"]


def review():
    positive = rng.random() < 0.5
    length = rng.integers(6, 25)
    strong, faint = (good, bad) if positive else (bad, good)
    words = [rng.choice(strong if u < 0.16 else faint if u < 0.2 else other) for u in rng.random(length)]
    return {"text": " ".join(words), "label": int(positive)}


reviews = [review() for _ in range(1600)]
words = sorted(set(good + bad + other))

numbers = {word: number for number, word in enumerate(words, 1)}


def write(path, part, behind):
    tokens = np.zeros((len(part), 24), dtype="int64")
    for row, one in zip(tokens, part):
        ids = [numbers[w] for w in one["text"].split()]
        row[slice(0, len(ids)) if behind else slice(24 - len(ids), 24)] = ids
    np.savez(path, tokens=tokens, labels=np.array([one["label"] for one in part]))


write("site_a.npz", reviews[:1100], behind=False)
write("site_b.npz", reviews[1100:], behind=True)
