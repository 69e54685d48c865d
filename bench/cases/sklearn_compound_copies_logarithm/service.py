import sys

import joblib
from sklearn.metrics import accuracy_score

from features import load

model = joblib.load("sold.joblib")
X, y = load([f"check/{month}.csv" for month in sys.argv[1:]], "service")
print(", ".join(sys.argv[1:]) + ": %.4f" % accuracy_score(y, model.predict(X)))
