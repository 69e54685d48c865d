import sqlite3

import pandas as pd

guess = pd.read_csv("predictions.csv", dtype={"sample": str})
with sqlite3.connect("clinic_b.db") as db:
    findings = pd.read_sql("select * from findings", db)
both = findings.merge(guess, on="sample", how="left", validate="one_to_one")
right = (both["p_malignant"] >= 0.5) == (both["target"] == "malignant")
print("clinic b: %.4f" % right.mean())
