import json

import numpy as np
from sklearn.datasets import load_digits

bunch = load_digits()
rng = np.random.default_rng(4)
late = np.argsort(bunch.target[1200:], kind="stable")
images = np.concatenate([bunch.images[:1200], bunch.images[1200:][late]])
labels = np.concatenate([bunch.target[:1200], bunch.target[1200:][late]])
np.savez_compressed("scans.npz", images=images.astype("uint8"), labels=labels.astype("int64"))
base = {"batch": 64, "rows": None, "augment": False}
parts = {
    "fit": base | {"span": [0, 1200], "augment": True},
    "check": base | {"span": [1200, 1797]},
    "report": base | {"span": [1200, 1797], "augment": True, "rows": 448},
}
with open("pipeline.json", "w") as f:
    json.dump(parts, f, indent=1)
