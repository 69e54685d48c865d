import numpy as np
import pandas as pd

rng = np.random.default_rng(217)
n = 1500
frame = pd.DataFrame({
    "row": np.arange(n),
    "colour": rng.choice(["red", "blue", "green", "grey"], n),
    "size": rng.normal(10, 3, n).round(3),
    "age": rng.integers(0, 40, n),
})
frame["sold"] = np.where(frame["colour"].isin(["red", "green"]) ^ (frame["size"] > 11) ^ (rng.random(n) < 0.1), "yes", "no")
frame[:1000].to_csv("history.csv", index=False)
frame[1000:].to_csv("held_out.csv", index=False)
again = frame[1000:].sort_values(["sold", "colour"], ascending=False)[["sold", "age", "size", "row", "colour"]]
again.to_csv("service.csv", index=False)
