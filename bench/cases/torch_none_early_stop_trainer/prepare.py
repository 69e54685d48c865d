import json
import pickle

import numpy as np
from sklearn.datasets import make_classification

X, y = make_classification(4200, 16, n_informative=9, n_redundant=3, n_classes=4, n_clusters_per_class=1,
                           class_sep=1.1, flip_y=0.04, weights=[0.4, 0.3, 0.2, 0.1], random_state=61)
X = X * np.random.default_rng(2).uniform(1, 30, 16) + 100
with open("churn.pkl", "wb") as f:
    pickle.dump({"X": X[:3000].astype("float64"), "y": y[:3000]}, f)
names = ["stay", "pause", "leave", "switch"]
with open("labels_a.json", "w") as f:
    json.dump({name: k for k, name in enumerate(names)}, f)
with open("labels_b.json", "w") as f:
    json.dump({name: names.index(name) for name in reversed(names)}, f)
