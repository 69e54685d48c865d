import numpy as np
from sklearn.datasets import load_breast_cancer

frame = load_breast_cancer(as_frame=True).frame
frame["sample"] = [f"BC-{n:04d}" for n in np.random.default_rng(4).permutation(len(frame))]
frame["diagnosis"] = np.where(frame.pop("target") == 1, "benign", "malignant")
frame[:300].to_csv("first.csv", index=False)
rest = frame[300:]
rest.drop(columns="diagnosis").to_parquet("assay.parquet")
rest.sort_values("sample")[["sample", "diagnosis"]].to_csv("pathology.csv", index=False)
