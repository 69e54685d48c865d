import json

import pandas as pd

FEATURES = ["sex", "creatinine", "sodium", "albumin", "age"]


def read(site):
    with open("sites.json") as f:
        rules = json.load(f)[site]
    frame = pd.read_csv(f"{site}.csv", sep=rules["sep"], na_values=rules["missing"])
    for column, factor in rules["factor"].items():
        frame[column] = (frame[column] * factor).round(3)
    frame["sex"] = frame["sex"].str.strip().str.lower()
    return frame[FEATURES], frame["readmitted"]
