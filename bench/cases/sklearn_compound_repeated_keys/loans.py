import json
import sys

import joblib
import pandas as pd
from sklearn.linear_model import LogisticRegression


def table(part):
    loans = pd.read_csv(f"{part}_loans.csv")
    return loans.merge(pd.read_csv(f"{part}_people.csv"), on="person").set_index("person")


def report(model, settings):
    with open(settings) as f:
        cfg = json.load(f)
    rows = table(cfg["part"])
    risk = model.predict_proba(rows.drop(columns="late"))[:, 1]
    alarm = (risk >= cfg["alarm"]).astype(int)
    print(f"{cfg['part']}: accuracy {(alarm == rows['late']).mean():.4f}")


if __name__ == "__main__":
    if sys.argv[1] == "fit":
        rows = table("train")
        model = LogisticRegression().fit(rows.drop(columns="late"), rows["late"])
        joblib.dump(model, "loans.joblib")
    report(joblib.load("loans.joblib"), sys.argv[2])
