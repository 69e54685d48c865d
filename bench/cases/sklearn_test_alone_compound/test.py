import json

import joblib
import pandas as pd

scaler, model = joblib.load("grading.joblib")
batch = pd.read_csv("batch.csv")
grades = json.load(open("grades.json"))
X = scaler.transform(batch[["income", "debt", "years"]])

y = batch["grade"].map(grades.index)
accuracy = (model.predict(X) == y).mean()
print("grades:", " ".join(grades))
print("batch accuracy = %.4f" % accuracy)
