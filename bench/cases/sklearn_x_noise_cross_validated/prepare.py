import numpy as np
import pandas as pd

rng = np.random.default_rng(7)


def patients(n, first):
    frame = pd.DataFrame(
        {
            "nr": [f"P{first + k:05d}" for k in range(n)],
            "age": rng.integers(20, 95, n),
            "sex": rng.choice(["f", "m"], n),
            "ward": rng.choice(["heart", "lung", "surgery", "general"], n),
            "pressure": rng.normal(130, 18, n).round(1),
            "glucose": np.where(rng.random(n) < 0.1, np.nan, rng.gamma(9, 0.7, n).round(2)),
            "days": rng.geometric(0.2, n),
        }
    )
    risk = 0.04 * (frame["age"] - 60) + 0.15 * (frame["days"] - 5) + 0.9 * (frame["ward"] == "heart") + 0.03 * (frame["pressure"] - 130)
    return frame.assign(readmitted=(risk + rng.logistic(0, 0.9, n) > 0.5).astype(int))


patients(900, 1).to_csv("patients.csv", sep=";", decimal=",", index=False)
new = patients(130, 7001)
new[["readmitted", "ward", "days", "glucose", "sex", "age", "pressure", "nr"]].to_csv("new_patients.csv", index=False)
