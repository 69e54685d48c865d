import json
import sqlite3

import numpy as np

with open("diagnoses.json") as f:
    truth = json.load(f)
with sqlite3.connect("answers.sqlite") as db:
    answers = db.execute("select id, diagnosis from answers order by id").fetchall()
right = [truth[str(i)] == diagnosis for i, diagnosis in answers]
print("agreement with the clinic: %.4f" % np.mean(right))
