import sqlite3

import numpy as np

rng = np.random.default_rng(85)
weights = rng.normal(0, 1, (9, 4))
with sqlite3.connect("tests.db") as db:
    db.execute("drop table if exists board")
    db.execute("create table board (lot text, " + ", ".join(f"p{k} real" for k in range(9)) + ", grade integer)")
    for lot, count in (("spring", 800), ("summer", 300), ("autumn", 300)):
        x = rng.normal(0, 1, (count, 9))
        grade = (x @ weights + rng.gumbel(0, 1.0, (count, 4))).argmax(axis=1)
        rows = [(lot, *map(float, values), int(g)) for values, g in zip(x, grade)]
        db.executemany(f"insert into board values ({', '.join('?' * 11)})", rows)
