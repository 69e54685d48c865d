import joblib
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.model_selection import train_test_split

df = pd.read_csv("hospital_a.csv")
X, y = df.drop(columns="outcome"), df["outcome"]
X_train, X_valid, y_train, y_valid = train_test_split(X, y, test_size=0.4, stratify=y, random_state=2)
forest = RandomForestClassifier(60, max_depth=5, random_state=2).fit(X_train, y_train)
print(f"hospital A: {forest.score(X_valid, y_valid):.4f}")
joblib.dump(forest, "forest.joblib")
