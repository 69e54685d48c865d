import json

import numpy as np
import pandas as pd

rng = np.random.default_rng(71)
centres = {"barley": [0, 0, 1, 2], "maize": [2.2, 0.5, 0, 1], "rye": [0.4, 1.6, 1.2, 0.6], "wheat": [1.2, 1.9, 0.1, 1.9]}


def fields(n):
    crop = rng.choice(list(centres), n, p=[0.2, 0.3, 0.2, 0.3])
    bands = np.array([centres[c] for c in crop]) + rng.normal(0, 0.75, (n, 4))
    return pd.DataFrame(bands.round(4), columns=["blue", "green", "red", "infrared"]).assign(crop=crop)


fields(1000).to_csv("survey.csv", index=False)
summer = fields(600)
summer.insert(0, "field", rng.permutation(9000)[:600])
summer.drop(columns="crop").to_csv("summer.csv", index=False)
summer[["field", "crop"]].sample(frac=1, random_state=5).to_csv("inspected.csv", index=False)
crops = ["barley", "maize", "wheat", "rye"]
with open("catalogue.json", "w") as f:
    json.dump({"crops": crops, "bands": ["blue", "green", "red", "infrared"]}, f)
