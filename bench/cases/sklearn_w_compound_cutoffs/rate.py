import json
import sys

import joblib
import pandas as pd

clinic = sys.argv[1]
bundle = joblib.load("risk.joblib")
cutoffs = json.load(open("cutoffs.json"))
rows = pd.read_csv(f"{clinic}.csv").merge(pd.read_csv(f"{clinic}_wards.csv"), on="ward")
rows["chance"] = bundle["model"].predict_proba(rows[bundle["features"]])[:, 1]
rows = rows.merge(pd.read_csv(f"{clinic}_outcomes.csv"), on="patient")

total = 0
for row in rows.itertuples():
    alarm = row.chance > cutoffs[clinic]
    if row.died and not alarm:
        total += cutoffs["costs"]["missed"]
    elif alarm and not row.died:
        total += cutoffs["costs"]["alarm"]
print(f"{clinic}: mean cost {total / len(rows):.4f}")
