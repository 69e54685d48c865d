import sqlite3

import joblib
import numpy as np
import pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import GradientBoostingRegressor
from sklearn.metrics import r2_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import FunctionTransformer, OneHotEncoder

con = sqlite3.connect("shops.db")
df = pd.read_sql("SELECT * FROM summer", con)
X = df.drop(columns=["id", "turnover"])
y = df["turnover"]
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.3, random_state=0)

prep = ColumnTransformer(
    [
        ("log", FunctionTransformer(np.log1p), ["visitors", "households"]),
        ("cat", OneHotEncoder(handle_unknown="ignore"), ["kind"]),
    ],
    remainder="passthrough",
)
model = Pipeline([("prep", prep), ("gbr", GradientBoostingRegressor(n_estimators=80, random_state=0))])
model.fit(X_train, y_train)
print("R2 on the test split:", round(r2_score(y_test, model.predict(X_test)), 4))
joblib.dump(model, "turnover.joblib")
