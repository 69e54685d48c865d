import numpy as np
import pandas as pd
from sklearn.datasets import load_digits

df = load_digits(as_frame=True).frame
df["row"] = np.arange(len(df))
df = df.sample(frac=1.0, random_state=6)
df[:1000].to_csv("train.csv", index=False)
rest = df[1000:].sort_values(["target", "row"], ascending=False)
rest.to_csv("test_original.csv", index=False)
rest[:200].to_csv("test.csv", index=False)
