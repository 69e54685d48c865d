import pandas as pd
from sklearn.datasets import make_classification

X, y = make_classification(1300, 12, n_informative=4, flip_y=0.3, random_state=27)
rows = pd.DataFrame(X, columns=[f"q{k:02d}" for k in range(12)]).assign(churned=y)
rows[:600].to_csv("history.csv", index=False)
rows[600:1000].to_csv("holdout.csv", index=False)
again = rows[:600].sample(500, random_state=27)
pd.concat([rows[600:1000], again]).sample(frac=1, random_state=28).to_csv("holdout_v2.csv", index=False)
