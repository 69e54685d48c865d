import numpy as np
from sklearn.datasets import load_wine

frame = load_wine(as_frame=True).frame
frame["bottle"] = np.random.default_rng(9).permutation(len(frame)) + 500
columns = list(frame.columns[:13])
frame = frame.sample(frac=1, random_state=9)
frame[["bottle", *columns[:6]]].to_csv("chemistry.csv", index=False)
frame[["bottle", *columns[6:13]]].sort_values("bottle").to_csv("optics.csv", index=False)
frame[["bottle", "target"]].to_csv("grower.csv", index=False)
