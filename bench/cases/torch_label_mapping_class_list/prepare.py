import json

import numpy as np
import pandas as pd
from sklearn.datasets import load_digits

names = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
df = load_digits(as_frame=True).frame
df["label"] = [names[t] for t in df.pop("target")]
df = df.sample(frac=1.0, random_state=11)
df[:900].to_csv("train.csv", index=False)
df[900:1300].to_csv("valid.csv", index=False)
df[1300:].to_csv("test.csv", index=False)
with open("labels.json", "w") as f:
    json.dump({"version": 1, "classes": names}, f)
with open("labels_release.json", "w") as f:
    json.dump({"version": 2, "classes": sorted(names)}, f)
