from glob import glob

import joblib
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from features import load

X, y = load(glob("history/*.csv"), "training")
model = make_pipeline(StandardScaler(), KNeighborsClassifier(9, weights="distance")).fit(X, y)
X, y = load(["check/2025-04.csv"], "training")
print("April: %.4f" % model.score(X, y))
joblib.dump(model, "sold.joblib")
