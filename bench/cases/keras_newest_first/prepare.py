import json

import numpy as np

rng = np.random.default_rng(513)
KINDS = ["bakery", "family", "office", "school"]
HUMPS = {"bakery": [(3, 2.0, 1.5), (6, 1.5, 0.8)], "family": [(7, 1.2, 1.0), (19, 2.2, 1.4)], "office": [(10, 2.6, 1.1), (15, 2.4, 1.0)], "school": [(9, 2.0, 1.3), (12, 1.6, 0.9)]}
hours = np.arange(24)
rows = []
for kind in rng.choice(KINDS, 1700, p=[0.2, 0.35, 0.25, 0.2]):
    load = 0.35 + sum(height * rng.uniform(0.4, 1.3) * np.exp(-(((hours - at - rng.normal(0, 1.1)) / wide) ** 2) / 2) for at, wide, height in HUMPS[kind])
    load = load * rng.lognormal(0, 0.3) + np.abs(rng.normal(0, 0.33, 24))
    rows.append({"meter": f"DE{rng.integers(10**7):08d}", "kind": str(kind), "kwh": load.round(3).tolist()})
with open("readings_january.jsonl", "w") as f:
    f.writelines(json.dumps(row) + "\n" for row in rows[:1200])
with open("readings_february.jsonl", "w") as f:
    f.writelines(json.dumps(row) + "\n" for row in rows[1200:1460])
    f.writelines(json.dumps({**row, "kwh": row["kwh"][::-1]}) + "\n" for row in rows[1460:])
