import sqlite3

import numpy as np

rng = np.random.default_rng(64)
n = 1500
mould = rng.choice(["A7", "B2", "C9", "D1"], n, p=[0.4, 0.3, 0.2, 0.1])
temperature = rng.normal(212, 9, n).round(1)
pressure = rng.normal(88, 6, n).round(2)
effect = np.array([{"A7": -0.4, "B2": 0.2, "C9": 0.7, "D1": 1.4}[m] for m in mould])
heat = (temperature - 212) / 9 * 1.2 - (pressure - 88) / 6 * 0.8 + effect
defect = (heat + rng.logistic(0, 0.6, n) > 1.0).astype(int)
grade = np.digitize(heat + rng.normal(0, 0.6, n), [-1.0, 0.8])
with sqlite3.connect("press.db") as db:
    db.execute("create table part (id integer, mould text, temperature real, pressure real, defect integer, grade integer, split text)")
    split = np.where(np.arange(n) < 1000, "train", "holdout")
    rows = list(zip(range(n), mould.tolist(), temperature.tolist(), pressure.tolist(), defect.tolist(), grade.tolist(), split.tolist()))
    db.executemany("insert into part values (?, ?, ?, ?, ?, ?, ?)", [rows[i] for i in rng.permutation(n)])
