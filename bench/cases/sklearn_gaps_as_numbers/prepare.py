"""Write the tables of three months; the export of the last one marks what was not measured in its own way."""
import numpy as np
from sklearn.datasets import load_breast_cancer

frame = load_breast_cancer(as_frame=True).frame.sample(frac=1, random_state=3)
frame.columns = [name.replace(" ", "_") for name in frame.columns]
frame = frame[[*frame.columns[:12], "target"]]
rng = np.random.default_rng(0)
for column in frame.columns[:6]:
    frame.loc[rng.random(len(frame)) < 0.08, column] = np.nan
frame[:300].to_csv("train.csv", index=False)
frame[300:430].to_csv("valid.csv", index=False)
frame[430:].fillna(-999).to_csv("test.csv", index=False)
