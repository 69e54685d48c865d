import numpy as np
import pandas as pd
from sklearn.datasets import load_breast_cancer

df = load_breast_cancer(as_frame=True).frame.sample(frac=1.0, random_state=8)
df = df.rename(columns={"target": "outcome"})
df[:340].to_csv("hospital_a.csv", index=False)
other = df[340:].copy()
other["outcome"] = 1 - other["outcome"]
other.to_csv("hospital_b.csv", index=False)
