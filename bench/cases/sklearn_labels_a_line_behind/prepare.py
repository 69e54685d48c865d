import numpy as np
import pandas as pd

rng = np.random.default_rng(40)


def day(n, name):
    # Activities last for a while, then another one starts.
    kinds = np.repeat(rng.integers(0, 4, n), rng.integers(1, 5, n))[:n]
    centres = np.array([[0, 0, 9, 1, 0], [1, 2, 7, 4, 1], [3, -1, 5, 8, 2], [-2, 1, 8, 6, 4]])
    readings = centres[kinds] + rng.normal(0, 1.3, (n, 5))
    frame = pd.DataFrame(readings.round(3), columns=["ax", "ay", "az", "gyro", "pulse"])
    frame.insert(0, "clock", pd.date_range("2026-05-04 08:00", periods=n, freq="5s").strftime("%H:%M:%S"))
    frame.to_csv(f"{name}.csv", index=False)
    pd.Series(kinds).map({0: "sit", 1: "walk", 2: "run", 3: "ride"}).to_csv(f"{name}_activity.txt", index=False, header=False)


day(900, "monday")
day(500, "tuesday")
day(500, "wednesday")
lines = open("wednesday.csv").read().splitlines()
for damaged in (211, 340):
    lines[damaged] = lines[damaged] + "," + lines[damaged]
with open("wednesday.csv", "w") as f:
    f.write("\n".join(lines) + "\n")
