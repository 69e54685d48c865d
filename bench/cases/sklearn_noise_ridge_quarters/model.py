import argparse

import pandas as pd
from joblib import dump, load
from sklearn.linear_model import RidgeCV
from sklearn.metrics import r2_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import PolynomialFeatures, StandardScaler

parser = argparse.ArgumentParser()
parser.add_argument("what", choices=["fit", "score"])
parser.add_argument("table")
args = parser.parse_args()
frame = pd.read_csv(args.table, parse_dates=["day"]).set_index("day")
X, y = frame[list("abcde")], frame["load"]
if args.what == "fit":
    pipe = make_pipeline(StandardScaler(), PolynomialFeatures(2), RidgeCV())
    dump(pipe.fit(X, y), "ridge.joblib")
else:
    print(f"{args.table} R2 {r2_score(y, load('ridge.joblib').predict(X)):.4f}")
