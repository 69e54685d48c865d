import pandas as pd
from sklearn.datasets import load_digits

# grades: 0 poor, 1 fair, 2 good, 3 fine
frame = load_digits(as_frame=True).frame
frame["grade"] = frame.pop("target") % 4
frame[:900].to_csv("own.csv", index=False)
frame[900:1300].to_csv("own_check.csv", index=False)
partner = frame[1300:].copy()
partner["grade"] = partner.grade.map({1: 0, 3: 1, 2: 2, 0: 3})
partner.to_csv("partner.csv", index=False)
