import pickle

import pandas as pd
from sklearn.metrics import accuracy_score

from lib.features import build

with open("svc.pkl", "rb") as f:
    svc = pickle.load(f)
clinic = pd.read_csv("clinic_3.csv")
X = build(clinic)
print("clinic 3 accuracy:", round(accuracy_score(clinic["target"], svc.predict(X)), 3))
