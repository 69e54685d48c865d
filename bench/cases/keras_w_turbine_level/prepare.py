import json
import os

import numpy as np
import pandas as pd

rng = np.random.default_rng(208)
mixing = rng.normal(size=(3, 12))


def hours(count, share):
    x = np.tanh(rng.normal(size=(count, 3)) @ mixing / 2) * 3 + rng.normal(0, 0.25, (count, 12))
    ill = rng.random(count) < share
    x[ill] += rng.normal(0, 1, (int(ill.sum()), 12)) * rng.uniform(0.25, 1.0, (int(ill.sum()), 1))
    frame = pd.DataFrame(x.round(4), columns=[f"sensor_{i:02d}" for i in range(12)])
    frame["fault"] = ill.astype(int)
    return frame


hours(1200, 0.0).to_csv("sound.csv", index=False)
hours(600, 0.35).to_csv("labelled.csv", index=False)
os.makedirs("site")
with open("site/level.json", "w") as f:
    json.dump({"level": 0.52, "quantile": 0.97}, f)
