import json

import numpy as np
from sklearn.datasets import make_classification

x, y = make_classification(900, 12, n_informative=5, weights=[0.82], flip_y=0.08, random_state=5)
np.savez("rows.npz", x=x.astype("float32"), y=y)
with open("settings.json", "w") as file:
    json.dump({"epochs": 5, "batch_size": 32, "class_weight": {"0": 1.0, "1": 4.5}}, file)
