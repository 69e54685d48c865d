import json

import numpy as np
import pandas as pd
from sklearn.datasets import load_breast_cancer

data = load_breast_cancer(as_frame=True)
table = data.frame.rename(columns=lambda name: name.replace(" ", "_"))
rng = np.random.default_rng(79)
for name in table.columns[:-1]:
    table[name] += rng.normal(0, 1.5 * table[name].std(), len(table))
table = table.sample(frac=1, random_state=79).reset_index(drop=True)
table.insert(0, "case", [f"C{9000 + 7 * k % 4001}" for k in range(len(table))])
table[:300].to_csv("train.csv", index=False)
table[300:].to_csv("test.csv", index=False)
with open("release.json", "w") as f:
    json.dump({"weights": "runs/epoch02.pt", "cut": 0.7, "version": "1.3"}, f)
