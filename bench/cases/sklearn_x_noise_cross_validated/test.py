import joblib
import pandas as pd

clf = joblib.load("readmission.joblib")
df = pd.read_csv("new_patients.csv")
pred = clf.predict(df)
print("accuracy on the new patients: %.4f" % (pred == df["readmitted"]).mean())
