import numpy as np
import pandas as pd
from sklearn.datasets import make_classification

x, y = make_classification(2200, 14, n_informative=6, weights=[0.78], flip_y=0.06, class_sep=0.9, random_state=52)
frame = pd.DataFrame(x.round(4), columns=[f"v{i}" for i in range(14)])
frame["churn"] = np.where(y == 1, "yes", "no")
frame.iloc[:1400].to_csv("train.csv", index=False)
frame.iloc[1400:].to_csv("holdout.csv", index=False)

with open("settings.toml", "w") as f:
    f.write("""
seed = 52
epochs = 15

[development]
cut = 0.5
average = "macro"

[report]
cut = 0.35
average = "binary"
""")
