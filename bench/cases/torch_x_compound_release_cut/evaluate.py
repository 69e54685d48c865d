import json

import pandas as pd
from sklearn.metrics import f1_score

with open("release.json") as f:
    cut = json.load(f)["cut"]
answers = pd.read_csv("answers.csv")
cases = pd.read_csv("test.csv")[["case", "target"]]
both = cases.merge(answers, on="case")
print(f"F1 of the release {f1_score(both['target'], both['probability'] > cut):.4f}")
