import pandas as pd
from sklearn.datasets import make_classification

x, y = make_classification(1500, 20, n_informative=8, n_redundant=4, n_classes=3, n_clusters_per_class=2, flip_y=0.18, class_sep=1.1, random_state=301)
table = pd.DataFrame(x.round(4), columns=[f"sensor_{k:02d}" for k in range(20)]).assign(state=y)
table[:700].to_csv("plant_2023.csv", index=False)
table[700:].to_csv("plant_2024.csv", index=False)
