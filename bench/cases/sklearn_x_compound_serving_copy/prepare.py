import numpy as np
import pandas as pd

rng = np.random.default_rng(311)


def orders(n, start):
    frame = pd.DataFrame(
        {
            "placed": pd.Timestamp(start) + pd.to_timedelta(rng.integers(0, 40000, n), unit="min"),
            "amount": rng.lognormal(1.5, 0.8, n).round(2),
            "items": rng.integers(1, 8, n),
            "age": np.where(rng.random(n) < 0.08, np.nan, rng.integers(18, 80, n)),
            "visits": rng.poisson(rng.gamma(1.2, 2.0, n)),
            "country": rng.choice(["NL", "BE", "DE"], n, p=[0.6, 0.25, 0.15]),
        }
    )
    score = 2.4 * (np.log1p(frame["amount"]) - 1.7) - 1.5 * (np.log1p(frame["visits"]) - 1.0) + 0.35 * (frame["items"] - 4)
    score += 0.8 * (frame["country"] != "NL") + rng.logistic(0, 0.7, n)
    return frame.assign(returned=(score > 0.4).astype(int))


orders(1500, "2023-09-01").to_csv("orders.csv", index=False)
orders(900, "2023-11-01").sample(frac=1, random_state=1).to_csv("november.csv", index=False)
