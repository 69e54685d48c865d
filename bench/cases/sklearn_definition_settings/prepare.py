import json
import os

import numpy as np
from sklearn.datasets import make_classification

X, y = make_classification(2000, 12, n_informative=6, n_classes=4, weights=[0.7, 0.18, 0.08, 0.04], flip_y=0.03, random_state=227)
np.savetxt("rows.csv", np.column_stack([X, y]), delimiter=",", fmt="%.5f")
for folder, average in (("offline", "weighted"), ("report", "macro")):
    os.makedirs(folder, exist_ok=True)
    with open(f"{folder}/settings.json", "w") as f:
        json.dump({"rows": [1200, 2000], "metric": {"average": average, "zero_division": 0}}, f)
