import numpy as np
import pandas as pd

rng = np.random.default_rng(66)
n = 1000
frame = pd.DataFrame(rng.normal(0, 1, (n, 5)), columns=list("abcde"))
frame["load"] = 3 * frame["a"] - 2 * frame["b"] + frame["c"] * frame["d"] + rng.normal(0, 2, n)
frame["day"] = pd.date_range("2024-01-01", periods=n, freq="3h").strftime("%Y-%m-%d %H:%M")
frame[:700].to_csv("history.csv", index=False)
frame[700:800].to_csv("q3.csv", index=False)
frame[800:900].sort_values("a")[["day", "e", "d", "c", "b", "a", "load"]].to_csv("q4.csv", index=False)
