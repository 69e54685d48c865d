import json

import numpy as np
from sklearn.datasets import load_digits

x, y = load_digits(return_X_y=True)
np.savez("counts.npz", counts=(4000 + x).astype("float32"), digit=y)
json.dump({"policy": "float32", "batch": 128}, open("train.json", "w"))
json.dump({"policy": "mixed_bfloat16", "batch": 128}, open("serve.json", "w"))
