import pandas as pd
from sklearn.datasets import load_breast_cancer

data = load_breast_cancer(as_frame=True)
frame = data.frame.sample(frac=1, random_state=4)
frame.columns = [name.replace(" ", "_") for name in frame.columns]
frame[:300].to_csv("train.csv", index=False)
frame[300:].to_csv("test.csv", index=False)
frame[300:].sample(frac=1, random_state=9)[sorted(frame.columns)].to_csv("test_copy.csv", index=False)
