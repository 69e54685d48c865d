import joblib
import pandas as pd
from sklearn.metrics import f1_score

from features import load_features

model = joblib.load("svc.joblib")
X, y = load_features("test.csv"), pd.read_csv("test.csv")["faulty"]
print("test F1: %.4f" % f1_score(y, model.predict(X)))
