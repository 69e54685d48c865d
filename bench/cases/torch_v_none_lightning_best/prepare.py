import numpy as np
from sklearn.datasets import make_classification

x, y = make_classification(1800, 14, n_informative=7, n_classes=4, n_clusters_per_class=1, weights=[0.45, 0.3, 0.15, 0.1], flip_y=0.06, class_sep=1.0, random_state=15)
for name, part in (("train", slice(0, 1100)), ("valid", slice(1100, 1450)), ("test", slice(1450, 1800))):
    np.savetxt(f"beans_{name}.csv", np.c_[x[part], y[part]], delimiter=";", fmt="%.5f", header="features;...;class")
