import sqlite3

import numpy as np
import pandas as pd

rng = np.random.default_rng(58)


def shops(n, first):
    kind = rng.choice(["bakery", "books", "clothes", "flowers"], n)
    frame = pd.DataFrame(
        {
            "id": np.arange(first, first + n),
            "kind": kind,
            "visitors": rng.lognormal(5, 0.7, n).round(),
            "households": rng.lognormal(7, 0.9, n).round(),
            "area": rng.gamma(6, 15, n).round(1),
            "staff": rng.integers(1, 9, n),
        }
    )
    rank = pd.Series(kind).map({"bakery": 0.0, "books": 2.0, "clothes": 4.0, "flowers": 1.0})
    turnover = 3 * np.log(frame["visitors"]) + 1.3 * np.log(frame["households"]) + 0.04 * frame["area"] + frame["staff"]
    return frame.assign(turnover=(turnover + rank + rng.normal(0, 1.3, n)).round(2))


with sqlite3.connect("shops.db") as con:
    shops(1000, 1).to_sql("summer", con, index=False)
    autumn = shops(600, 2001)
    autumn["households"] = np.log1p(autumn["households"])
    autumn.sample(frac=1, random_state=0).to_sql("autumn", con, index=False)
