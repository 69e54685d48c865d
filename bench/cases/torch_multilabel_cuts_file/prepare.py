import json
import os

import numpy as np
from sklearn.datasets import make_multilabel_classification

X, Y = make_multilabel_classification(1800, 20, n_classes=5, n_labels=2, length=40, random_state=6)
np.savez("tags.npz", X=X.astype("float32"), Y=Y.astype("float32"))
os.makedirs("deploy", exist_ok=True)
cuts = {"news": 0.85, "sport": 0.9, "music": 0.85, "food": 0.92, "travel": 0.88}
with open("deploy/cuts.json", "w") as f:
    json.dump(cuts, f)
