import numpy as np
import pandas as pd

rng = np.random.default_rng(77)


def flats(n):
    frame = pd.DataFrame(
        {
            "area": rng.gamma(9, 8, n).round(1),
            "rooms": rng.integers(1, 6, n),
            "floor": rng.integers(0, 9, n),
            "built": rng.integers(1900, 2023, n),
            "metres_to_stop": rng.gamma(2, 200, n).round(),
        }
    )
    rent = 9 * frame["area"] + 60 * np.sin(frame["built"] / 12) + 40 * frame["rooms"] - 0.2 * frame["metres_to_stop"]
    return frame.assign(rent=(rent + 250 + rng.normal(0, 60, n)).round())


flats(1100).to_csv("flats.csv", index=False)
test = flats(600)
test[["rent", "floor", "rooms", "built", "metres_to_stop", "area"]].to_csv("flats_test.csv", index=False)
