import joblib
import pandas as pd
from sklearn.ensemble import RandomForestClassifier

first = pd.read_csv("first.csv", index_col="sample")
features = list(first.columns[:-1])
forest = RandomForestClassifier(80, random_state=0, oob_score=True).fit(first[features][:200], first["diagnosis"][:200])
accuracy = forest.score(first[features][200:], first["diagnosis"][200:])
print(f"accuracy, first centre: {accuracy:.4f}")
joblib.dump({"forest": forest, "features": features}, "forest.joblib")
