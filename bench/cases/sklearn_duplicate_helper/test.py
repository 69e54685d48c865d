import joblib

from loading import test_rows

scaler = joblib.load("scaler.joblib")
knn = joblib.load("knn.joblib")
X, y = test_rows()
print("test %.4f" % knn.score(scaler.transform(X), y))
