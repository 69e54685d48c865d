import numpy as np
import pandas as pd

rng = np.random.default_rng(12)
good = ["loved", "great", "superb", "charming", "recommend", "delightful"]
bad = ["awful", "boring", "refund", "broken", "waste", "dull"]
filler = [f"w{k}" for k in range(60)]


def review():
    liked = rng.random() < 0.5
    words = list(rng.choice(filler, rng.integers(14, 27)))
    for place in rng.integers(0, len(words), 4):
        words.insert(place, rng.choice(good if liked == (rng.random() < 0.85) else bad))
    return " ".join(words), "pos" if liked else "neg"


table = pd.DataFrame([review() for _ in range(1500)], columns=["text", "sentiment"])
table[:1000].to_csv("reviews_train.csv", index=False)
table[1000:].to_csv("reviews_dev.csv", index=False)
with open("train.yaml", "w") as f:
    f.write("data: reviews_dev.csv\nmax_words: 30\nbatch_size: 64\n")
with open("serve.yaml", "w") as f:
    f.write("data: reviews_dev.csv\nmax_words: 9\nbatch_size: 100\n")
