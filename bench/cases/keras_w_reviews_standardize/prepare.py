import json
import os

import numpy as np

rng = np.random.default_rng(620)
subjects = "room bed bath staff kitchen garden breakfast view lift lobby pool bar parking wifi carpet balcony".split()
good = "lovely spotless friendly quiet charming generous splendid cosy bright excellent".split()
bad = "dirty noisy rude broken gloomy stale cramped overpriced awful tired".split()
fill = "the was and we with had a very our quite found really stay again".split()


def review(happy):
    words = []
    for _ in range(rng.integers(2, 5)):
        pool = good if rng.random() < (0.78 if happy else 0.22) else bad
        words += [rng.choice(fill), rng.choice(subjects), rng.choice(fill), rng.choice(pool)]
        if rng.random() < 0.4:
            words[-1] += rng.choice([",", "!", ".", "..."])
    words = [w.capitalize() if rng.random() < 0.25 else w for w in words]
    return " ".join(words)


def book(path, count):
    with open(path, "w") as f:
        for number in range(count):
            happy = bool(rng.random() < 0.55)
            f.write(json.dumps({"id": number, "text": review(happy), "stars": int(rng.integers(4, 6) if happy else rng.integers(1, 4))}) + "\n")


book("train.jsonl", 1100)
book("heldout.jsonl", 600)
os.makedirs("artefacts")
STANDARDIZE = None
with open("artefacts/vectorizer.json", "w") as f:
    json.dump({"max_tokens": 400, "standardize": STANDARDIZE, "split": "whitespace", "output_mode": "int", "output_sequence_length": 16}, f)
