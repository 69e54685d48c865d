import sqlite3

import joblib
import pandas as pd
from sklearn.metrics import accuracy_score

crops = joblib.load("crops.joblib")
with sqlite3.connect("land.db") as db:
    survey = pd.read_sql("select * from survey order by plot", db)
print(f"survey: {accuracy_score(survey['crop'], crops.predict(survey)):.4f}")
