import sqlite3

import numpy as np
import tensorflow as tf

QUERY = "select mould, temperature, pressure, defect, grade from part where split = ? order by {}"


def read(split, order="id"):
    with sqlite3.connect("press.db") as db:
        rows = db.execute(QUERY.format(order), (split,)).fetchall()
    mould, temperature, pressure, defect, grade = zip(*rows)
    inputs = {"mould": tf.constant(mould)[:, None], "numbers": np.array([temperature, pressure], "float32").T}
    return inputs, {"defect": np.array(defect), "grade": np.array(grade)}
