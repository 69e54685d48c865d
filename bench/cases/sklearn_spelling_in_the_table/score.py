import sqlite3

import joblib
import pandas as pd
from sklearn.metrics import accuracy_score

pipe = joblib.load("cars.joblib")
rows = pd.read_sql("SELECT * FROM y2025", sqlite3.connect("cars.db"))
truth = rows.pop("sold")
print(f"2025: {accuracy_score(truth, pipe.predict(rows)):.3f}")
