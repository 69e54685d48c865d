import numpy as np
import pandas as pd

rng = np.random.default_rng(8)


def customers(n, richer):
    frame = pd.DataFrame(
        {
            "balance": (rng.lognormal(7 + richer, 0.8, n)).round(2),
            "income": (rng.lognormal(7.6 + 0.5 * richer, 0.3, n)).round(),
            "age": rng.integers(18, 90, n),
            "logins": rng.poisson(4, n),
        }
    )
    score = 1.6 * (np.log(frame["balance"]) - 7) - 1.0 * (np.log(frame["income"]) - 7.6) - 0.6 * (frame["logins"] > 3)
    return frame.assign(left=(score + rng.logistic(0, 0.4, n) < 0).astype(int))


customers(1200, 0.0).to_csv("customers.csv", index=False)
customers(600, 1.5).to_csv("branch.csv", index=False)
