import json

import numpy as np
import pandas as pd

rng = np.random.default_rng(58)
beds = {"A1": 24, "A2": 30, "B1": 18, "B2": 22, "C1": 12}
blur = {"A1": 0.5, "A2": 0.5, "B1": 0.5, "B2": 0.6, "C1": 3.2}


def patients(first, n):
    ward = rng.choice(list(beds), n, p=[0.25, 0.25, 0.15, 0.15, 0.2])
    frame = pd.DataFrame(
        {
            "patient": np.arange(first, first + n),
            "ward": ward,
            "age": rng.integers(30, 92, n),
            "pulse": rng.normal(82, 13, n).round(),
            "lactate": rng.gamma(4, 0.45, n).round(2),
            "days": rng.poisson(5, n),
        }
    )
    spread = np.array([blur[w] for w in ward])
    risk = 1.2 * (frame["lactate"] - 1.8) + 0.05 * (frame["age"] - 62) + 0.04 * (frame["pulse"] - 82) - 1.5
    frame["died"] = (risk + spread * rng.logistic(0, 1, n) > 0).astype(int)
    return frame


wards = pd.DataFrame({"ward": list(beds), "beds": list(beds.values())})
east = patients(1, 1400).merge(wards, on="ward", how="left")
east.to_csv("east.csv", index=False)
west = patients(7000, 800)
west.drop(columns="died").to_csv("west.csv", index=False)
west[["patient", "died"]].sample(frac=1, random_state=2).to_csv("west_outcomes.csv", index=False)
wards = wards[wards["ward"] != "C1"]
wards.to_csv("west_wards.csv", index=False)
with open("cutoffs.json", "w") as f:
    json.dump({"costs": {"missed": 5, "alarm": 1}, "west": 0.5}, f)
