import joblib
import pandas as pd

forest = joblib.load("forest.joblib")
customers = pd.read_csv("holdout_v2.csv")
churned = customers.pop("churned")
print("report:", round(forest.score(customers, churned), 4))
