import joblib
import pandas as pd
from sklearn.metrics import accuracy_score, confusion_matrix

model = joblib.load("storm.joblib")
table = pd.read_csv("holdout.csv", index_col="station")
X = table[["temperature", "pressure", "humidity", "gust"]].values
y = table["storm"].values
pred = model.predict(X)
print(confusion_matrix(y, pred))
print(f"accuracy on holdout.csv: {accuracy_score(y, pred):.4f}")
