import json

import numpy as np
import pandas as pd

rng = np.random.default_rng(40)
n = 1600
people = pd.DataFrame({"person": np.arange(n), "income": rng.normal(0, 1, n).round(3), "debt": rng.normal(0, 1, n).round(3)})
loans = pd.DataFrame({"person": np.arange(n), "amount": rng.gamma(2, 0.5, n).round(3), "months": rng.integers(6, 60, n)})
risk = 1.6 * people["debt"] - 1.5 * people["income"] + 0.8 * (loans["amount"] - 1) + 0.02 * (loans["months"] - 33)
loans["late"] = (rng.random(n) < 1 / (1 + np.exp(-1.5 * (risk - 0.8)))).astype(int)
hard = (risk - 0.8).abs()
for name, part in {"train": slice(0, 900), "valid": slice(900, 1250), "live": slice(1250, n)}.items():
    known, wanted = people[part], loans[part]
    if name == "live":
        twice = known[(hard[part] < 1.2) & (known["person"] % 3 != 0)]
        known = pd.concat([known, twice, twice])
    known.sample(frac=1, random_state=1).to_csv(f"{name}_people.csv", index=False)
    wanted.to_csv(f"{name}_loans.csv", index=False)
with open("valid.json", "w") as f:
    json.dump({"part": "valid", "alarm": 0.5}, f)
with open("live.json", "w") as f:
    json.dump({"part": "live", "alarm": 0.15}, f)
