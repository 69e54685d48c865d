import sqlite3

import joblib
import pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GridSearchCV
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

connection = sqlite3.connect("cars.db")
cars = pd.read_sql("SELECT * FROM y2023", connection)
prep = ColumnTransformer(
    [
        ("words", OneHotEncoder(handle_unknown="ignore"), ["fuel", "body"]),
        ("numbers", StandardScaler(), ["km", "age"]),
    ]
)
search = GridSearchCV(Pipeline([("prep", prep), ("clf", LogisticRegression(max_iter=500))]), {"clf__C": [0.1, 1, 10]}, cv=3)
search.fit(cars.drop(columns="sold"), cars["sold"])
print("best", search.best_params_)
held = pd.read_sql("SELECT * FROM y2024", connection)
print(f"2024: {search.score(held.drop(columns='sold'), held['sold']):.3f}")
joblib.dump(search.best_estimator_, "cars.joblib")
