import joblib

from features import table

forest = joblib.load("dry.joblib")
X, y = table("requests.csv", "online/levels.txt")
print("online accuracy: %.4f" % forest.score(X, y))
