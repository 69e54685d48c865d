import json

import numpy as np
import pandas as pd

rng = np.random.default_rng(977)


def searches(first, count):
    rows = []
    for query in range(first, first + count):
        for _ in range(int(rng.integers(11, 19))):
            title, body, clicks, age, price = rng.normal(size=5)
            merit = 1.1 * title + 0.6 * body + 0.8 * np.tanh(clicks) - 0.3 * age + rng.normal(0, 1.2)
            grade = int(np.digitize(merit, [0.2, 1.2, 2.1, 3.0]))
            rows.append((query, round(title, 4), round(body, 4), round(clicks, 4), round(age, 4), round(price, 4), grade))
    return pd.DataFrame(rows, columns=["query", "title", "body", "clicks", "age", "price", "grade"])


searches(1, 120).to_csv("searches.csv", index=False)
searches(121, 160).to_csv("held.csv", index=False)
searches(500, 160).sample(frac=1, random_state=1).to_csv("june.csv", index=False)
with open("offline.json", "w") as f:
    json.dump({"table": "held.csv", "cutoff": 10, "minimum": 5}, f)
with open("weekly.json", "w") as f:
    json.dump({"table": "june.csv", "cutoff": 2, "minimum": 5}, f)
