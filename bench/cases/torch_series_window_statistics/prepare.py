import numpy as np
import pandas as pd

rng = np.random.default_rng(31)
hours = np.arange(4200)
level = 40 + 12 * np.sin(hours / 260)
load = level + 9 * np.sin(2 * np.pi * hours / 24) + 4 * np.sin(2 * np.pi * hours / 168)
for k in range(1, len(load)):
    load[k] += 0.6 * (load[k - 1] - level[k - 1]) * 0.4
load += rng.normal(0, 1.6, len(load))
frame = pd.DataFrame({"stamp": pd.date_range("2025-01-01", periods=len(load), freq="h"), "load": load.round(3)})
frame[:3000].to_csv("history.csv", index=False)
frame[3000:].to_csv("recent.csv", index=False)
for name, centre, shuffle in (("train.ini", "history", "yes"), ("report.ini", "window", "no")):
    with open(name, "w") as f:
        f.write(f"[windows]\nhorizon = 6\nlookback = 24\n\n[loader]\nbatch_size = 64\nshuffle = {shuffle}\n"
                f"\n[scaling]\nkind = zscore\nover = {centre}\n")
