import joblib
import pandas as pd
from sklearn.metrics import f1_score

west = pd.read_csv("west.csv")
y = west.pop("y")
x = west
*steps, model = joblib.load("parts.joblib")
for step in steps:
    x = step.transform(x)
print("west f1 %.4f" % f1_score(y, model.predict(x)))
