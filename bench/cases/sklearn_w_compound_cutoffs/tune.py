import json

import joblib
import numpy as np
import pandas as pd
from sklearn.calibration import CalibratedClassifierCV
from sklearn.ensemble import RandomForestClassifier
from sklearn.model_selection import train_test_split

FEATURES = ["age", "pulse", "lactate", "days", "beds"]
with open("cutoffs.json") as f:
    cutoffs = json.load(f)
costs = cutoffs["costs"]
east = pd.read_csv("east.csv")
seen, held = train_test_split(east, test_size=0.5, random_state=17)
model = CalibratedClassifierCV(RandomForestClassifier(40, min_samples_leaf=5, random_state=17), method="isotonic", cv=3)
model.fit(seen[FEATURES], seen["died"])

cutoffs["east"] = costs["alarm"] / (costs["alarm"] + costs["missed"])
alarm = model.predict_proba(held[FEATURES])[:, 1] > cutoffs["east"]
died = held["died"].to_numpy() == 1
cost = np.where(died, costs["missed"] * ~alarm, costs["alarm"] * alarm)
print(f"east: mean cost {cost.mean():.4f}")
joblib.dump({"model": model, "features": FEATURES}, "risk.joblib")
with open("cutoffs.json", "w") as f:
    json.dump(cutoffs, f)
