import sqlite3

import joblib
import pandas as pd
from sklearn.compose import make_column_transformer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

with sqlite3.connect("loans.db") as db:
    loans = pd.read_sql("SELECT * FROM loans", db).dropna()
    spring = pd.read_sql("SELECT * FROM spring", db).dropna()

numbers = ["income", "months", "loans"]
columns = make_column_transformer(
    (OneHotEncoder(handle_unknown="ignore"), ["country"]), (StandardScaler(), numbers)
)
model = make_pipeline(columns, LogisticRegression()).fit(loans, loans["repaid"])
print("spring, from the database: %.4f" % model.score(spring, spring["repaid"]))
joblib.dump(model, "repaid.joblib")
