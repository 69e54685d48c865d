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

for place, part in (("train", reviews[:900]), ("valid", reviews[900:1200]), ("test", reviews[1200:])):
    with open(f"{place}.json", "w") as f:
        json.dump(part, f)
