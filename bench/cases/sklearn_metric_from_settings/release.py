import joblib
from gauge import gauge

forest, X, y = joblib.load("forest.joblib")
print(f"F1 of the release {gauge('release.json', y, forest.predict(X)):.4f}")
