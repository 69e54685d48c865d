import json

import joblib
import pandas as pd

model = joblib.load("wine.joblib")
with open("columns.json") as f:
    columns = json.load(f)
again = pd.read_csv("again.csv")
print("again: %.4f" % model.score(again[columns].to_numpy(), again.target))
