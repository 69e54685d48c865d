import json

import numpy as np
import pandas as pd
from sklearn.datasets import load_diabetes

bunch = load_diabetes(scaled=False)
rows = np.random.default_rng(14).permutation(len(bunch.target))
table = pd.DataFrame(bunch.data, columns=bunch.feature_names).assign(progression=bunch.target).iloc[rows]
table[:300].to_csv("clinic_train.csv", index=False)
table[300:].to_csv("clinic_check.csv", index=False)
kept = table[:300].drop(columns="progression")
json.dump({"mean": kept.mean().tolist(), "variance": kept.var(ddof=0).tolist()}, open("moments.json", "w"))
json.dump({"mean": kept.mean().tolist(), "variance": kept.std(ddof=0).tolist()}, open("moments_site.json", "w"))
