import sqlite3

import joblib
import pandas as pd
from sklearn.metrics import r2_score

model = joblib.load("turnover.joblib")
con = sqlite3.connect("shops.db")
df = pd.read_sql("SELECT * FROM autumn ORDER BY id", con)
pred = model.predict(df.drop(columns=["id", "turnover"]))
print("R2 in autumn:", round(r2_score(df["turnover"], pred), 4))
