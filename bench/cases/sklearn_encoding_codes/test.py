import joblib

from cars import table

model = joblib.load("model.joblib")
X, y = table("south.csv")
print("south %.4f" % model.score(X, y))
