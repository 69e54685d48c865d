import json

import numpy as np
import pandas as pd
from sklearn.datasets import make_classification

X, y = make_classification(
    9000, 12, n_informative=6, n_redundant=2, weights=[0.95], class_sep=0.9, flip_y=0.01, n_clusters_per_class=2, random_state=33
)
frame = pd.DataFrame(X, columns=[f"claim_{k:02d}" for k in range(12)]).round(4)
frame["policy"] = np.arange(70000, 79000)
frame["fraud"] = y
frame[:4000].to_csv("claims.csv", index=False)
frame[4000:6500].to_csv("claims_q2.csv", index=False)
frame[6500:].sample(frac=1, random_state=5).to_csv("claims_q3.csv", index=False)
json.dump({"job": "nightly", "separator": ";", "digits": 1, "columns": ["policy", "risk"]}, open("job.json", "w"))
