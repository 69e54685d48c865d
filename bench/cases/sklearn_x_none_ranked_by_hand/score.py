import json
import sqlite3

import joblib
import numpy as np
import pandas as pd

forest = joblib.load("run.joblib")
with open("run.json") as f:
    meta = json.load(f)

loans = pd.read_sql("select * from loans", sqlite3.connect("bank.db"))
loans["amount"] = loans["amount_cents"] / 100
loans["purpose_code"] = loans["purpose"].str.strip().str.lower().map(meta["purposes"]).astype("int8")
loans["score"] = np.concatenate([forest.predict_proba(part[meta["columns"]])[:, 1] for part in (loans[:200], loans[200:])])

rank = loans["score"].rank()
bad = loans["state"] == "defaulted"
n_bad, n_good = bad.sum(), (~bad).sum()
auc = (rank[bad].sum() - n_bad * (n_bad + 1) / 2) / (n_bad * n_good)
print(f"AUC on the bank's table {auc:.4f}")
