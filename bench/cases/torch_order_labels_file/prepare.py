import numpy as np
import pandas as pd
from sklearn.datasets import load_wine

raw = load_wine(as_frame=True)
frame = raw.data.copy()
frame.insert(0, "id", np.arange(1000, 1000 + len(frame)))
frame["cultivar"] = raw.target
frame = frame.sample(frac=1.0, random_state=3).reset_index(drop=True)
frame[:110].to_csv("train.csv", index=False)
hold = frame[110:]
hold.drop(columns="cultivar").to_csv("holdout_features.csv", index=False)
hold.to_csv("valid.csv", index=False)
hold.sort_values("id").loc[:, ["id", "cultivar"]].to_csv("holdout_labels.csv", index=False)
