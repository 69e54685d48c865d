import pandas as pd
from sklearn.datasets import make_classification

X, y = make_classification(1000, 15, n_informative=6, flip_y=0.12, class_sep=0.8, random_state=31)
frame = pd.DataFrame(X, columns=[f"m{k:02d}" for k in range(15)]).assign(churn=y)
frame[600:800].to_parquet("dev.parquet", index=False)
frame[800:].to_parquet("final.parquet", index=False)
frame[:800].sample(frac=1, random_state=0).to_parquet("train.parquet", index=False)
