import pickle

import pandas as pd
from sklearn.metrics import accuracy_score
from sklearn.svm import SVC

from lib.features import build

train, dev = pd.read_csv("clinic_1.csv"), pd.read_csv("clinic_2.csv")
both = build(pd.concat([train, dev]))
svc = SVC(C=3).fit(both[: len(train)], train["target"])
print("dev accuracy:", round(accuracy_score(dev["target"], svc.predict(both[len(train) :])), 3))
with open("svc.pkl", "wb") as f:
    pickle.dump(svc, f)
