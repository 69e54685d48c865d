import json

import numpy as np
from sklearn.datasets import load_breast_cancer

data = load_breast_cancer(as_frame=True)
rng = np.random.default_rng(2)
frame = data.frame.sample(frac=1, random_state=4).reset_index(drop=True)
frame["diagnosis"] = np.where(frame.pop("target") == 1, "B", "M")
frame[:340].to_csv("train.csv", index=False)
frame[340:].to_csv("holdout.csv", index=False)
frame[340:].sample(frac=1, random_state=1).to_json("holdout.jsonl", orient="records", lines=True)
