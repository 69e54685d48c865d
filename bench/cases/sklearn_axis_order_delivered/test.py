import joblib

from tables import rows

model = joblib.load("boosting.joblib")
X, y = rows("delivered.csv")
print("delivered accuracy %.4f" % model.score(X, y))
