import numpy as np
import pandas as pd

rng = np.random.default_rng(53)


def batches(n, first):
    parts = []
    for start in pd.date_range(first, periods=n, freq="31h"):
        level = rng.normal(0, 1, 7)
        impurity = 4 + 0.9 * level[0] - 0.7 * level[1] + rng.normal(0, 0.6)
        minutes = int(rng.integers(9, 16))
        sensors = level + rng.normal(0, 0.12, (minutes, 7)).cumsum(0) * 0.4
        part = pd.DataFrame(sensors.round(4), columns=["flow", "heat", "ph", "stir", "foam", "feed", "vent"])
        part.insert(0, "clock", pd.date_range(start, periods=minutes, freq="6min"))
        parts.append(part.assign(impurity=(impurity + rng.normal(0, 0.15, minutes)).round(3)))
    return pd.concat(parts)


batches(420, "2025-01-03 04:00").to_csv("reactor.csv", index=False)
batches(420, "2026-05-11 02:00").to_csv("reactor_may.csv", index=False)
