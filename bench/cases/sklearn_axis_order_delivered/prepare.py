import numpy as np
from sklearn.datasets import load_breast_cancer

frame = load_breast_cancer(as_frame=True).frame.sample(frac=1, random_state=8)
chosen = ["mean radius", "mean texture", "mean smoothness", "mean concavity", "worst symmetry", "area error"]
frame = frame[[*chosen, "target"]]
frame[:300].to_csv("train.csv", index=False)
frame[300:].to_csv("valid.csv", index=False)
moved = ["mean texture", "mean radius", "mean smoothness", "worst symmetry", "mean concavity", "area error"]
frame[300:][[*moved, "target"]].to_csv("delivered.csv", index=False)
