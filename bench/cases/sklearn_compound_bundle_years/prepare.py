import json

import numpy as np
from sklearn.datasets import make_classification

X, y = make_classification(1500, 6, n_informative=4, flip_y=0.04, class_sep=1.1, random_state=3)
X = X * [1, 4, 0.5, 2, 1, 1] + [1.5, 3, -0.5, 0, 2, 0]
np.savez("hospital_a.npz", X=X[:700], y=y[:700])
np.savez("hospital_a_check.npz", X=X[700:1100], y=y[700:1100])
late = y[1100:].copy()
late[:120] = np.roll(late[:120], 5)
np.savez("hospital_b.npz", X=X[1100:], y=late)
with open("export.json", "w") as f:
    json.dump({"parts": ["classifier", "threshold"]}, f)
