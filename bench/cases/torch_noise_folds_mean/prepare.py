import numpy as np
from sklearn.datasets import make_classification

X, y = make_classification(1000, 20, n_informative=6, n_redundant=4, n_clusters_per_class=2, class_sep=0.75, flip_y=0.08, random_state=6)
order = np.argsort(y[800:], kind="stable") + 800
np.savetxt("rows.csv", np.column_stack([X[:800], y[:800]]), delimiter=",", fmt="%.4f")
np.savetxt("new_rows.csv", np.column_stack([X[order], y[order]]), delimiter=",", fmt="%.4f")
