import json

import joblib
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

train, valid = pd.read_csv("train.csv"), pd.read_csv("valid.csv")
columns = [c for c in train.columns if c != "target"]
model = make_pipeline(StandardScaler(), LogisticRegression()).fit(train[columns].to_numpy(), train.target)
print("valid: %.4f" % model.score(valid[columns].to_numpy(), valid.target))
joblib.dump(model, "wine.joblib")
with open("columns.json", "w") as f:
    json.dump(columns, f)
