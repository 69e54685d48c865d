import json

import numpy as np

rng = np.random.default_rng(18)
common = ["the", "a", "and", "it", "was", "film", "scene", "we", "saw", "then"]
words = {0: ["dull", "slow", "weak", "tired"], 1: ["bright", "quick", "strong", "fresh"]}
reviews = []
for i in range(1100):
    label = int(rng.random() < 0.35)
    length = int(rng.integers(3, 15))
    text = [str(rng.choice(words[label if rng.random() < 0.8 else 1 - label])) if rng.random() < 0.2 else str(rng.choice(common)) for _ in range(length)]
    reviews.append({"text": " ".join(text), "liked": label, "trust": float(rng.uniform(0.5, 1.5))})
with open("reviews.jsonl", "w") as f:
    f.writelines(json.dumps(review) + "\n" for review in reviews)
