import json

import numpy as np
from sklearn.datasets import make_multilabel_classification

x, y = make_multilabel_classification(1800, 20, n_classes=5, n_labels=2, random_state=13)
np.save("notes_x.npy", x.astype("float32"))
np.save("notes_y.npy", y.astype("int8"))
tags = ["billing", "outage", "praise", "spam", "travel"]
json.dump({tag: 0.5 for tag in tags}, open("points_dev.json", "w"))
json.dump(dict(zip(tags, [0.06, 0.5, 0.1, 0.04, 0.5])), open("points_live.json", "w"))
