import json

import numpy as np
import pandas as pd

rng = np.random.default_rng(211)
n = 1800
crops = ["wheat", "barley", "maize", "rye", "oats"]
frame = pd.DataFrame({"crop": rng.choice(crops, n), "temperature": rng.normal(18, 6, n).round(2), "days": rng.integers(60, 140, n)})
base = frame.crop.map(dict(zip(crops, [-6.0, 6.0, -3.0, 4.0, 0.0])))
frame["ripe"] = (base + 0.1 * (frame.temperature - 18) + 0.08 * (frame.days - 100) + rng.normal(0, 1, n) > 0).astype(int)
frame[:800].to_csv("train.csv", index=False)
frame[800:1300].to_csv("check.csv", index=False)
delivered = frame[1300:].copy()
delivered["temperature"] = (delivered.temperature * 1.8 + 32).round(2)
delivered.to_csv("delivered.csv", index=False)
with open("levels.json", "w") as f:
    json.dump({"train": crops, "delivered": ["barley", "wheat", "maize", "rye", "oats"]}, f)
