import sqlite3

import numpy as np

rng = np.random.default_rng(77)
columns = ["age", "pulse", "pressure", "sodium", "urea", "oxygen", "score"]


def stays(count):
    z = rng.normal(size=(count, 7))
    worse = 0.9 * z[:, 0] + 0.7 * z[:, 4] - 0.8 * z[:, 5] + 0.4 * z[:, 6] * z[:, 1] + rng.normal(0, 1.5, count) > 1.5
    return z * [14, 12, 18, 4, 3, 4, 2] + [67, 84, 128, 138, 8, 94, 5], worse


with sqlite3.connect("hospital.db") as db:
    for ward, count, names in (
        ("history", 1200, columns),
        ("north", 400, columns),
        ("south", 130, columns[::-1]),
    ):
        db.execute(f"drop table if exists {ward}")
        db.execute(f"create table {ward} (stay integer, {', '.join(f'{name} real' for name in names)}, outcome text)")
        values, worse = stays(count)
        for stay in rng.permutation(count):
            row = dict(zip(columns, values[stay]))
            told = [round(float(row[name]), 2) for name in names]
            outcome = "died" if worse[stay] else "home"
            db.execute(f"insert into {ward} values ({', '.join('?' * 9)})", [int(stay), *told, outcome])
