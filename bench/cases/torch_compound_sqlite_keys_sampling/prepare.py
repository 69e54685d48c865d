import json
import sqlite3

import numpy as np
import pandas as pd
from sklearn.datasets import load_digits

digits = load_digits(as_frame=True).frame.sample(frac=1, random_state=77).reset_index(drop=True)
digits.insert(0, "scan", [f"S{k:05d}" for k in np.random.default_rng(1).permutation(90000)[: len(digits)]])
for name, part, mixed in (("train.db", digits[:1000], 0), ("dev.db", digits[1000:1300], 0), ("live.db", digits[1300:], 120)):
    verdicts = part[["scan", "target"]]
    late = verdicts[:mixed].sort_values("scan")
    with sqlite3.connect(name) as db:
        part.drop(columns="target").to_sql("scans", db, index=False)
        pd.concat([late, verdicts[mixed:]]).to_sql("verdicts", db, index=False)
for name, samples in (("dev.json", 0), ("live.json", 1)):
    with open(name, "w") as f:
        json.dump({"database": name.replace("json", "db"), "posterior_samples": samples}, f)
