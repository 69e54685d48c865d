import json
import sqlite3

import numpy as np

rng = np.random.default_rng(388)
mix = rng.normal(size=(4, 16))


def pumps(count, ill):
    x = rng.normal(size=(count, 4)) @ mix + rng.normal(0, 0.35, (count, 16))
    bad = rng.random(count) < ill
    x[bad] += rng.normal(0, 1.0, (int(bad.sum()), 16)) * rng.uniform(0.3, 1.2, (int(bad.sum()), 1))
    return x.astype("float32"), bad.astype("int64")


with sqlite3.connect("pumps.db") as db:
    db.execute("create table run (split text, values_ blob, faulty integer)")
    for split, count, ill in (("normal", 900, 0.0), ("bench", 500, 0.4), ("field", 500, 0.4)):
        for values, faulty in zip(*pumps(count, ill)):
            db.execute("insert into run values (?, ?, ?)", (split, values.tobytes(), int(faulty)))
with open("alarm_field.json", "w") as f:
    json.dump({"split": "field", "level": 0.62, "since": "2024-03", "note": "set by the night shift"}, f)
