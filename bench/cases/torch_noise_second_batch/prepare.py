import json

import numpy as np
import pandas as pd
from sklearn.datasets import make_classification

X, y = make_classification(1900, 10, n_informative=5, n_classes=3, class_sep=0.9, flip_y=0.08, random_state=21)
names = [f"probe_{k}" for k in range(10)]
frame = pd.DataFrame(X.round(4), columns=names).assign(grade=np.array(["A", "B", "C"])[y])
frame[:1400].to_csv("batch0.csv", index=False)
frame[1400:1560].to_csv("batch1.csv", index=False)
frame[1560:1720].sort_values("grade").to_csv("batch2.csv", index=False)
with open("lab.json", "w") as f:
    json.dump({"grades": ["A", "B", "C"], "batch_size": 32, "dropout": 0.3}, f)
with open("field.json", "w") as f:
    json.dump({"batch_size": 7, "dropout": 0.0, "grades": ["A", "B", "C"]}, f)
