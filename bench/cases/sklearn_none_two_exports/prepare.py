import json

import numpy as np
import pandas as pd

rng = np.random.default_rng(312)
n = 1400
frame = pd.DataFrame(
    {
        "sample": [f"S{k:05d}" for k in range(n)],
        "sex": rng.choice(["male", "female"], n),
        "creatinine": rng.gamma(9, 0.12, n).round(3),
        "sodium": rng.normal(139, 4, n).round(1),
        "albumin": rng.normal(41, 5, n).round(1),
        "age": rng.integers(20, 90, n),
    }
)
risk = 1.9 * frame.creatinine - 0.12 * (frame.albumin - 41) + 0.03 * (frame.age - 55) + 0.3 * (frame.sex == "male")
frame["readmitted"] = (risk + rng.logistic(0, 0.6, n) > 2.3).astype(int)
for column in ("creatinine", "albumin"):
    frame.loc[rng.random(n) < 0.06, column] = np.nan
frame[:900].to_csv("ward.csv", index=False)
frame[900:].to_csv("lab_a.csv", index=False)

b = frame[900:].sample(frac=1, random_state=4)
b["sex"] = " " + b["sex"].str.upper()
b["creatinine"] = (b["creatinine"] * 88.4).round(4)
b["albumin"] = (b["albumin"] / 10).round(2)
b = b.fillna({"creatinine": -999, "albumin": -999})
b[["readmitted", "albumin", "sodium", "age", "creatinine", "sex", "sample"]].to_csv("lab_b.csv", index=False, sep=";")

sites = {
    "ward": {"sep": ",", "factor": {}, "missing": []},
    "lab_a": {"sep": ",", "factor": {}, "missing": []},
    "lab_b": {"sep": ";", "factor": {"creatinine": 1 / 88.4, "albumin": 10}, "missing": [-999]},
}
with open("sites.json", "w") as f:
    json.dump(sites, f, indent=1)
