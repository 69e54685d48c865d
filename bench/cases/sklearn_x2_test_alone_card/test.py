import joblib
import pandas as pd
from sklearn.metrics import f1_score

forest = joblib.load("triage.joblib")
patients = pd.read_csv("heldout.csv").sample(frac=1.0, random_state=1)
X = patients[["pulse", "pressure", "pain", "age"]]
print("classes:", list(forest.classes_))
print("F1 = %.4f" % f1_score(patients["level"], forest.predict(X), average="macro"))
