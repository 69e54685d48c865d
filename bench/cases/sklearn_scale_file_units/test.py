import joblib
import pandas as pd

columns, scaler, forest = joblib.load("windows.joblib")
rows = pd.read_csv("delivered.csv")
print("delivered accuracy %.4f" % forest.score(scaler.transform(rows[columns]), rows.open_window))
