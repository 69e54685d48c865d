"""Fit the storm warning on last year's stations, write down its score, and export the holdout for the test."""
import json

import joblib
import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

rng = np.random.default_rng(21)
n = 1600
frame = pd.DataFrame(
    {
        "temperature": rng.normal(11, 7, n).round(1),
        "pressure": rng.normal(1008, 11, n).round(1),
        "humidity": rng.uniform(30, 100, n).round(0),
        "gust": rng.gamma(3, 3, n).round(1),
    },
    index=pd.Index(rng.permutation(n) + 7000, name="station"),
)
risk = -0.16 * (frame.pressure - 1008) + 0.12 * (frame.gust - 9) + 0.02 * (frame.humidity - 65)
frame["storm"] = (risk + rng.logistic(0, 0.6, n) > 0).astype(int)
train, holdout = frame[:1000], frame[1000:].copy()
columns = ["temperature", "pressure", "humidity", "gust"]
model = make_pipeline(StandardScaler(), LogisticRegression()).fit(train[columns].values, train.storm)
with open("metrics.json", "w") as f:
    json.dump({"holdout_accuracy": round(model.score(holdout[columns].values, holdout.storm), 4), "rows": 600}, f)
joblib.dump(model, "storm.joblib")
holdout["pressure"] = (holdout.pressure / 33.8639).round(3)
holdout.sort_index().to_csv("holdout.csv")
