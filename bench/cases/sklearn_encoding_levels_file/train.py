import joblib
from sklearn.ensemble import RandomForestClassifier

from features import table

X, y = table("plots.csv", "offline/levels.txt")
forest = RandomForestClassifier(60, max_depth=8, random_state=3).fit(X, y)
X, y = table("requests.csv", "offline/levels.txt")
print("offline accuracy: %.4f" % forest.score(X, y))
joblib.dump(forest, "dry.joblib")
