import joblib
import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import balanced_accuracy_score
from sklearn.model_selection import TunedThresholdClassifierCV, train_test_split
from sklearn.preprocessing import StandardScaler

rng = np.random.default_rng(90)
calls = pd.DataFrame(rng.normal(0, 1, (2600, 6)), columns=["wait", "length", "hour", "age", "bills", "moves"])
drive = 1.3 * calls["wait"] - 0.9 * calls["length"] + 0.5 * calls["bills"]
calls["leaves"] = (drive + rng.logistic(0, 1, 2600) > 2.9).astype(int)
past, may = train_test_split(calls, test_size=1000, random_state=1, stratify=calls["leaves"])
may.to_pickle("may.pkl")

scaler = StandardScaler().fit(past.drop(columns="leaves"))
tuned = TunedThresholdClassifierCV(LogisticRegression(), scoring="balanced_accuracy", cv=4, random_state=1)
tuned.fit(scaler.transform(past.drop(columns="leaves")), past["leaves"])
guess = tuned.predict(scaler.transform(may.drop(columns="leaves")))
print("balanced accuracy when fitted   %.4f" % balanced_accuracy_score(may["leaves"], guess))
joblib.dump((scaler, tuned.estimator_), "leaves.joblib")
