import numpy as np
import pandas as pd

rng = np.random.default_rng(23)


def shift(n, shares):
    machine = rng.choice(["press", "oven", "saw"], n, p=shares)
    load = rng.gamma(4, 10, n)
    speed = rng.normal(60, 15, n)
    heat = rng.normal(80, 12, n) + 0.3 * load
    spread = pd.Series(machine).map({"press": 1.0, "oven": 2.5, "saw": 7.0}).to_numpy()
    wear = 0.2 * load + 0.09 * speed + 0.16 * np.maximum(heat - 85, 0) + rng.normal(0, 1, n) * spread
    return pd.DataFrame({"machine": machine, "load": load, "speed": speed, "heat": heat, "wear": wear}).round(3)


shift(1600, [0.4, 0.35, 0.25]).to_csv("line1.csv", index=False)
shift(500, [0.7, 0.2, 0.1]).to_csv("line1_week9.csv", index=False)
week = shift(500, [0.7, 0.2, 0.1])
week.rename(columns={"load": "speed", "speed": "load"}).to_csv("line2_week9.csv", index=False)
