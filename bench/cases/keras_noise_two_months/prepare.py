import numpy as np
import pandas as pd

rng = np.random.default_rng(151)
n = 1260
frame = pd.DataFrame({"age": rng.integers(18, 80, n), "spend": rng.gamma(2, 40, n).round(2), "visits": rng.poisson(5, n)})
logit = 0.05 * (frame.age - 45) + 0.012 * (frame.spend - 80) - 0.25 * (frame.visits - 5)
frame["stays"] = (logit + rng.logistic(0, 1, n) > 0).astype(int)
frame[:1000].to_csv("history.csv", index=False)
frame[1000:1130].to_csv("march.csv", index=False)
frame[["stays", "visits", "spend", "age"]][1130:].sort_values("spend").to_csv("april.csv", index=False, sep=";")
