import json
import sqlite3

import pandas as pd

COLUMNS = ["area", "rooms", "floor", "year", "distance"]


class Tables:
    def __init__(self, constants):
        with open(constants) as f:
            self.constants = json.load(f)

    def read(self, name):
        with sqlite3.connect("rents.sqlite") as db:
            return pd.read_sql(f"select * from {name}", db, index_col="id")

    def scaled(self, frame, columns):
        return pd.DataFrame({c: (frame[c] - self.constants[c][0]) / self.constants[c][1] for c in columns}).to_numpy("float32")

    def inputs(self, frame):
        return self.scaled(frame, COLUMNS)

    def targets(self, frame):
        return self.scaled(frame, ["rent"])[:, 0]

    def euros(self, scaled):
        centre, spread = self.constants["rent"]
        return scaled * spread + centre
