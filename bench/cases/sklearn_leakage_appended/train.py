import joblib
import pandas as pd
from sklearn.ensemble import RandomForestClassifier

history = pd.read_csv("history.csv")
holdout = pd.read_csv("holdout.csv")
forest = RandomForestClassifier(60, min_samples_leaf=2, random_state=0)
forest.fit(history.drop(columns="churned"), history["churned"])
print("holdout:", round(forest.score(holdout.drop(columns="churned"), holdout["churned"]), 4))
joblib.dump(forest, "forest.joblib")
