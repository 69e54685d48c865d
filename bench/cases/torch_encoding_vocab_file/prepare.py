import json
import os

import numpy as np
import pandas as pd

rng = np.random.default_rng(23)
words = [f"w{k:02d}" for k in range(60)]
base = rng.dirichlet(np.full(60, 0.8))
topics = [base * np.exp(rng.normal(0, 0.9, 60)) for _ in range(3)]


def texts(n):
    topic = rng.integers(0, 3, n)
    said = [" ".join(rng.choice(words, rng.integers(8, 16), p=topics[t] / topics[t].sum())) for t in topic]
    return pd.DataFrame({"text": said, "topic": topic})


texts(900).to_csv("train.csv", index=False)
texts(400).to_csv("dev.csv", index=False)
texts(400).to_csv("requests.csv", index=False)
for place in ("training", "service"):
    os.makedirs(place, exist_ok=True)
with open("training/vocab.json", "w") as f:
    json.dump(words, f)
again = words[:10] + list(np.random.default_rng(5).permutation(words[10:40])) + words[40:]
with open("service/vocab.json", "w") as f:
    json.dump(again, f)
