import os

import numpy as np
from sklearn.datasets import load_digits
from sklearn.metrics import confusion_matrix
from sklearn.tree import DecisionTreeClassifier

x, y = load_digits(return_X_y=True)
order = np.random.default_rng(12).permutation(len(x))
parts = np.split(order, [700, 1250])
names = ("train", "dev", "test")
np.savez("scans.npz", **{f"{k}_{name}": v[part] for name, part in zip(names, parts) for k, v in (("x", x), ("y", y))})
tree = DecisionTreeClassifier(max_depth=5, random_state=0).fit(x[parts[0]], y[parts[0]])
os.makedirs("out")
first_trial = confusion_matrix(y[parts[2]], tree.predict(x[parts[2]]), labels=range(10))
np.savetxt("out/test_counts.txt", first_trial, fmt="%d")
