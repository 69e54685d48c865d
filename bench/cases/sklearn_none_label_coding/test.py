import json

import joblib
import pandas as pd
from sklearn.metrics import accuracy_score

with open("classes.json") as f:
    names = json.load(f)
print("classes:", names)
model, encoder = joblib.load("model.joblib")
test = pd.read_csv("test_copy.csv")
truth = test["target"].map({name: i for i, name in enumerate(names)})
pred = [names.index(word) for word in encoder.inverse_transform(model.predict(test.drop(columns="target").values))]
print("accuracy:", round(accuracy_score(truth, pred), 4))
