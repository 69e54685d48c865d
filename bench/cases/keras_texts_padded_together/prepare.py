import json

import numpy as np

rng = np.random.default_rng(23)
good = "great lovely perfect excellent quick friendly fresh recommend".split()
bad = "awful broken late rude stale never refund disappointed".split()
rest = "the a order box arrived we i it was and in to shop of for my with on when again".split()


def review(shortest=6, longest=22):
    label = int(rng.random() < 0.5)
    n = int(rng.integers(shortest, longest))
    own, other = (good, bad) if label else (bad, good)
    words = [rng.choice(own) if u < 0.22 else rng.choice(other) if u < 0.28 else rng.choice(rest) for u in rng.random(n)]
    return {"text": " ".join(words), "label": label}


for name, n in (("train", 1200), ("valid", 500)):
    with open(f"{name}.jsonl", "w") as f:
        for _ in range(n):
            f.write(json.dumps(review()) + "\n")
        f.write(json.dumps(review(140, 150)) + "\n")
