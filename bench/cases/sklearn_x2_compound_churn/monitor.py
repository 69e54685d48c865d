import joblib
import pandas as pd
from sklearn.metrics import accuracy_score

bundle = joblib.load("churn.joblib")
model = bundle["model"]

q2 = pd.read_csv("customers_q2.csv")
y = q2.pop("churned")
print("churn rate", y.mean())
print("Q2 accuracy:", accuracy_score(y, model.predict(q2)))
