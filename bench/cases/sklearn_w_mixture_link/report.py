import argparse
import os

import joblib
import pandas as pd
from sklearn import metrics

parser = argparse.ArgumentParser()
parser.add_argument("--models", default=os.path.join("models", "current"))
parser.add_argument("--rows", default="panel.csv")
options = parser.parse_args()

segments = joblib.load(os.path.join(options.models, "segments.joblib"))
rows = pd.read_csv(options.rows).sample(frac=1, random_state=0)
cluster = segments.predict(rows[segments.feature_names_in_])
print(pd.crosstab(rows["panel"], cluster))
print("report: ARI", round(metrics.adjusted_rand_score(rows["panel"], cluster), 4))
