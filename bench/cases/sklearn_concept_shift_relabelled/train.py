import joblib
import pandas as pd
from sklearn.svm import SVC

df = pd.read_csv("digits.csv").merge(pd.read_csv("labels_v1.csv"), on="id")
X, y = df.filter(like="pixel").to_numpy(), df["target"].to_numpy()
svc = SVC(gamma=0.001).fit(X[:900], y[:900])
print("accuracy on rows 900 and up:", round(svc.score(X[900:], y[900:]), 4))
joblib.dump(svc, "svc.joblib")
