import pandas as pd
from sklearn.datasets import load_diabetes
import numpy as np

frame = load_diabetes(as_frame=True, scaled=False).frame
rng = np.random.default_rng(9)
frame = frame.iloc[rng.integers(0, len(frame), 1400)].reset_index(drop=True)
frame = (frame * (1 + rng.normal(0, 0.04, frame.shape))).round(3)
frame["target"] = (frame.pop("target") > 140).astype(int)
frame = frame[["bmi", "bp", "s5", "s3", "s6", "s1", "s2", "age", "s4", "sex", "target"]]
frame[:800].to_csv("clinic_fit.csv", index=False)
frame[800:1100].reset_index(drop=True).to_csv("clinic_check.csv", index=False)
frame[1100:].sample(frac=1, random_state=0).to_csv("practice.csv")
