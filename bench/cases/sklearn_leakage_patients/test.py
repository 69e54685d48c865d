import joblib
import pandas as pd

new = pd.read_csv("new_patients.csv")
pipe = joblib.load("ill.joblib")
print("new patients: %.4f" % pipe.score(new.filter(like="marker"), new["ill"]))
