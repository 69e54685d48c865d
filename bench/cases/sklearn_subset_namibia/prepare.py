import sqlite3

import numpy as np
import pandas as pd

rng = np.random.default_rng(55)
n = 2400
codes = ["ZA", "BW", "NA", "MZ", "ZW"]
frame = pd.DataFrame(
    {
        "country": rng.choice(codes, n, p=[0.3, 0.17, 0.26, 0.15, 0.12]),
        "income": rng.lognormal(7, 0.5, n).round(0),
        "months": rng.integers(6, 60, n),
        "loans": rng.poisson(1.2, n),
    }
)
pull = np.log(frame.income) - 7 - 0.02 * (frame.months - 30) - 0.3 * (frame.loans - 1)
noise = np.where(frame.country == "NA", 1.6, 0.25)
frame["repaid"] = (pull + rng.normal(0, 1, n) * noise > -0.1).astype(int)
with sqlite3.connect("loans.db") as db:
    frame[:1500].to_sql("loans", db, index_label="loan")
    frame[1500:].to_sql("spring", db, index_label="loan")
frame[1500:].to_csv("spring.csv", index_label="loan")
