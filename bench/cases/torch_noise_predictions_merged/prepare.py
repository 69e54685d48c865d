import sqlite3

import numpy as np
import pandas as pd
from sklearn.datasets import load_breast_cancer

cancer = load_breast_cancer(as_frame=True)
frame = cancer.frame.sample(frac=1, random_state=13).reset_index(drop=True)
frame.columns = [c.replace(" ", "_") for c in frame.columns]
frame["sample"] = [f"{k:x}" for k in np.random.default_rng(0).permutation(5000)[: len(frame)]]
frame["target"] = frame["target"].map({0: "malignant", 1: "benign"})
frame[:349].to_csv("clinic_a.csv", index=False)
late = frame[349:].iloc[:, ::-1]
with sqlite3.connect("clinic_b.db") as db:
    late.drop(columns="target").to_sql("cells", db, index=False)
    late[["sample", "target"]].sort_values("sample").to_sql("findings", db, index=False)
