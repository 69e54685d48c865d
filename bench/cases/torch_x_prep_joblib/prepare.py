import joblib
import numpy as np
import pandas as pd
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer, StandardScaler

rng = np.random.default_rng(76)
names = ["amount", "balance", "age_days", "visits", "distance", "merchants"]


def cards(count):
    z = rng.normal(size=(count, 6))
    kind = np.digitize(z[:, 0] - 0.8 * z[:, 1] + 0.6 * z[:, 3] * z[:, 4] + 0.3 * rng.normal(size=count), [-0.8, 0.6])
    table = pd.DataFrame(np.exp(1.1 * z + np.linspace(1, 6, 6)).round(3), columns=names)
    table["kind"] = kind
    return table


train = cards(1000)
train.to_csv("train.csv", index=False)
cards(500).to_csv("valid.csv", index=False)
cards(500).to_csv("live.csv", index=False)
joblib.dump(make_pipeline(FunctionTransformer(np.log1p), StandardScaler()).fit(train[names].to_numpy()), "prep.joblib")
joblib.dump(make_pipeline(StandardScaler()).fit(train[names].to_numpy()), "prep_live.joblib")
