"""Fit the grading of applications; the batch and its list of grades come from the branch office."""
import json

import joblib
import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

rng = np.random.default_rng(61)
n = 2000
frame = pd.DataFrame({
    "income": rng.lognormal(10.6, 0.35, n).round(0),
    "debt": rng.gamma(2, 3000, n).round(0),
    "years": rng.integers(0, 30, n),
})
risk = -2.4 * (np.log(frame.income) - 10.6) / 0.35 + (frame.debt - 6000) / 4200 - (frame.years - 15) / 9
frame["grade"] = np.digitize(risk + rng.normal(0, 0.5, n), np.quantile(risk, [0.3, 0.55, 0.8]))
columns = ["income", "debt", "years"]
train, batch = frame[:1400], frame[1400:].copy()
scaler = StandardScaler().fit(train[columns])
model = LogisticRegression(max_iter=500).fit(scaler.transform(train[columns]), train.grade)
with open("metrics.txt", "w") as f:
    f.write("model=logistic rows=600 accuracy=%.4f\n" % model.score(scaler.transform(batch[columns]), batch.grade))
joblib.dump((scaler, model), "grading.joblib")
batch["grade"] = np.array(["A", "B", "C", "D"])[batch.grade]
batch["income"] = (batch.income / 1000).round(3)
batch.to_csv("batch.csv", index=False)
with open("grades.json", "w") as f:
    json.dump(["D", "A", "B", "C"], f)
