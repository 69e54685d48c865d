import pickle
import sqlite3

import pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import OrdinalEncoder

db = sqlite3.connect("plant.db")
fitted = pd.read_sql("select * from fitted", db)
X, y = fitted.drop(columns=["state", "serial"]), fitted["state"]
columns = ColumnTransformer([("oil", OrdinalEncoder(), ["oil"])], remainder="passthrough")
model = Pipeline([("columns", columns), ("trees", HistGradientBoostingClassifier(max_iter=40, random_state=2))])
model.fit(X, y)
with open("wear.pkl", "wb") as f:
    pickle.dump(model, f)

query = "select r.*, i.state from running r join inspected i on i.serial = r.serial"
held = pd.read_sql(query, db)
print("accuracy of the model:", round(model.score(held[X.columns], held["state"]), 4))
