import json
import pickle
import sqlite3

import pandas as pd

with open("wear.pkl", "rb") as f:
    model = pickle.load(f)
db = sqlite3.connect("plant.db")
with open("answers.jsonl", "w") as out:
    for chunk in pd.read_sql("select hours, oil, load, vibration, serial from running order by serial", db, chunksize=47):
        for serial, chance in zip(chunk["serial"], model.predict_proba(chunk.drop(columns="serial"))):
            out.write(json.dumps({"serial": serial, **dict(zip(model.classes_, chance.round(4)))}) + "\n")
