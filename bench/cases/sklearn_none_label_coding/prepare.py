import json

import numpy as np
import pandas as pd
from sklearn.datasets import load_wine

df = load_wine(as_frame=True).frame.sample(frac=1.0, random_state=1)
df["target"] = np.array(["barolo", "grignolino", "barbera"])[df["target"]]
df[:110].to_csv("train.csv", index=False)
df[110:].to_csv("test.csv", index=False)
df[110:].to_csv("test_copy.csv", index=False)
with open("classes.json", "w") as f:
    json.dump(["grignolino", "barolo", "barbera"], f)
